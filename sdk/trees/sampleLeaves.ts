import type { Sample } from "../types/Sample.js";
import { LeafHasher } from "./LeafHasher.js";

/**
 * `sampleLeaf` of many samples, in one row of 32 bytes each: for who submits thousands at once.
 *
 * @throws {InvalidArgumentError} for a field that its type does not hold
 */
export function sampleLeaves(samples: readonly Sample[]): Uint8Array {
  const hasher = new LeafHasher(5, samples.length);
  for (const { submitter, kind, contentHash, possession, policy } of samples) {
    hasher.setBytes(0, submitter, 20);
    hasher.setInteger(1, kind, 8);
    hasher.setBytes(2, contentHash, 32);
    hasher.setBytes(3, possession, 32);
    hasher.setInteger(4, policy, 8);
    hasher.add();
  }
  return hasher.leaves();
}
