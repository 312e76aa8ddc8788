import { HASH_BYTES } from "./HASH_BYTES.js";

/** Sorted by at once. */
const BITS = 8;
const VALUES = 2 ** BITS;

/**
 * The order of hashes: which of them is the smallest, the second smallest, and so on; of equal ones the earlier first.
 *
 * A radix sort by the first four bytes, from the last of them to the first, takes the same time for each hash however
 * many there are. Hashes that agree in these are few unless somebody searched for them, and are compared in full.
 *
 * @param hashes row of hashes of 32 bytes
 */
export function ascendingHashes(hashes: Uint8Array): Uint32Array {
  const count = hashes.length / HASH_BYTES;
  const view = new DataView(hashes.buffer, hashes.byteOffset, hashes.byteLength);
  const prefixes = new Uint32Array(count);
  let order = new Uint32Array(count);
  let next = new Uint32Array(count);
  for (let index = 0; index < count; index += 1) {
    prefixes[index] = view.getUint32(index * HASH_BYTES);
    order[index] = index;
  }

  for (let shift = 0; shift < 32; shift += BITS) {
    // Where the first hash with each value goes: after all with a smaller one.
    const starts = new Uint32Array(VALUES + 1);
    for (const prefix of prefixes) increment(starts, ((prefix >>> shift) & (VALUES - 1)) + 1);
    for (let value = 1; value <= VALUES; value += 1) starts[value] = (starts[value] ?? 0) + (starts[value - 1] ?? 0);
    for (const index of order) {
      next[increment(starts, ((prefixes[index] ?? 0) >>> shift) & (VALUES - 1))] = index;
    }
    [order, next] = [next, order];
  }
  sortTies(hashes, prefixes, order);
  return order;
}

function sortTies(hashes: Uint8Array, prefixes: Uint32Array, order: Uint32Array): void {
  const bytesOf = (index: number): Uint8Array => hashes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES);
  const prefixAt = (rank: number): number | undefined => prefixes[order[rank] ?? 0];

  for (let first = 0, end = 1; first < order.length; first = end, end += 1) {
    while (end < order.length && prefixAt(end) === prefixAt(first)) end += 1;
    if (end - first > 1) {
      order.subarray(first, end).sort((a, b) => Buffer.compare(bytesOf(a), bytesOf(b)) || a - b);
    }
  }
}

/** Adds one, and returns what was there before. */
function increment(numbers: Uint32Array, at: number): number {
  const before = numbers[at] ?? 0;
  numbers[at] = before + 1;
  return before;
}
