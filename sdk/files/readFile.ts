import type { FileHandle } from "node:fs/promises";

const CHUNK_BYTES = 1 << 18;

/**
 * The bytes from `start` until `end` of an open file, in pieces that share one buffer: a piece is to be used up before
 * the next is asked for. So memory stays flat, whatever the file's size.
 */
export async function* readFile(file: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, Math.max(end - start, 1)));
  for (let position = start; position < end;) {
    const length = Math.min(buffer.length, end - position);
    const { bytesRead } = await file.read(buffer, 0, length, position);
    if (bytesRead === 0) throw new Error(`the file ended at byte ${position}, expected ${end}: it changed meanwhile`);
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
