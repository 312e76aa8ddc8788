const LINE_FEED = 0x0a;

/**
 * The lines of a text that comes in pieces; null stands for one of more than `maximum` bytes, which is never kept: without a
 * line feed a file of any size would be one.
 */
export async function* boundedLines(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  maximum: number,
): AsyncGenerator<string | null> {
  let parts: Buffer[] = [];
  let length = 0;
  const take = (bytes: Uint8Array): void => {
    length += bytes.length;
    // A copy: the piece may be overwritten when the next is asked for.
    if (length <= maximum) parts.push(Buffer.from(bytes));
    else parts = [];
  };
  const line = (): string | null => (length <= maximum ? Buffer.concat(parts).toString() : null);
  for await (const piece of pieces) {
    let start = 0;
    for (let end = piece.indexOf(LINE_FEED); end !== -1; end = piece.indexOf(LINE_FEED, start)) {
      take(piece.subarray(start, end));
      yield line();
      [parts, length, start] = [[], 0, end + 1];
    }
    take(piece.subarray(start));
  }
  if (length > 0) yield line();
}
