import { keccakOf } from "../../../sdk/trees/keccakOf.js";

const HASH_BYTES = 32;
const NODE_BYTES = 64;
const VERDICT_BYTES = 384; // twelve words

/**
 * All hashes of a verdict tree and nothing else: N of an encoded verdict, N of the hash of one, and N - 1 of two nodes,
 * with the same function over inputs that lie ready. No tree can be faster.
 */
export function hashAlone(samples: number): void {
  const verdict = new Uint8Array(VERDICT_BYTES).fill(1);
  const hash = new Uint8Array(HASH_BYTES).fill(1);
  const node = new Uint8Array(NODE_BYTES).fill(1);
  for (let i = 0; i < samples; i += 1) {
    keccakOf(verdict);
    keccakOf(hash);
  }
  for (let i = 1; i < samples; i += 1) keccakOf(node);
}
