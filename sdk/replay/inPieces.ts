import { isRangeRefusal } from "./isRangeRefusal.js";

/** So many pieces in a row must succeed before more blocks are asked for at once again. */
const PATIENCE = 8;

/**
 * Reads the logs of a range of blocks, in the chain's order: all at once, and when the node refuses so many blocks or
 * logs, in pieces as long as it grants. A block that is mined meanwhile is in the last piece or in none, as with one call.
 *
 * @param read logs from one block to another, both included
 * @param newestBlock asked for only when the whole range was refused
 * @throws what the node says against a single block, or for another reason
 */
export async function inPieces<T>(
  fromBlock: number,
  toBlock: number | "latest",
  read: (fromBlock: number, toBlock: number | "latest") => Promise<readonly T[]>,
  newestBlock: () => Promise<number>,
): Promise<T[]> {
  const refusal = await read(fromBlock, toBlock).catch((error: unknown) => {
    if (isRangeRefusal(error)) return { error };
    throw error;
  });
  if (!("error" in refusal)) return [...refusal];

  const last = toBlock === "latest" ? await newestBlock() : toBlock;
  let length = halfOf(last - fromBlock + 1, refusal.error);
  let granted = 0;
  const found: T[] = [];
  for (let first = fromBlock; first <= last;) {
    const end = first + length - 1;
    try {
      found.push(...(await read(first, end < last ? end : toBlock)));
    } catch (error) {
      if (!isRangeRefusal(error)) throw error;
      length = halfOf(Math.min(length, last - first + 1), error);
      granted = 0;
      continue;
    }
    first = end + 1;
    granted += 1;
    if (granted % PATIENCE === 0) length *= 2; // many logs in few blocks must not make the rest slow
  }
  return found;
}

/** Half as many blocks, unless there is only one. */
function halfOf(blocks: number, refusal: unknown): number {
  if (blocks <= 1) throw refusal;
  return Math.ceil(blocks / 2);
}
