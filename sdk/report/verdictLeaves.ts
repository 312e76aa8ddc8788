import { LeafHasher } from "../trees/LeafHasher.js";
import type { Verdict } from "../types/Verdict.js";

/**
 * `verdictLeaf` of many verdicts, in one row of 32 bytes each.
 *
 * @throws {InvalidArgumentError} for a field that its type does not hold
 */
export function verdictLeaves(verdicts: readonly Verdict[]): Uint8Array {
  const hasher = new LeafHasher(12, verdicts.length);
  for (const verdict of verdicts) {
    hasher.setInteger(0, verdict.kind, 8);
    hasher.setBytes(1, verdict.contentHash, 32);
    hasher.setInteger(2, verdict.category, 8);
    hasher.setInteger(3, verdict.score, 32);
    hasher.setInteger(4, verdict.reward, 96);
    hasher.setBytes(5, verdict.submitter, 20);
    hasher.setInteger(6, verdict.detections, 16);
    hasher.setInteger(7, verdict.engines, 16);
    hasher.setInteger(8, verdict.policy, 8);
    hasher.setBytes(9, verdict.labelsHash, 32);
    hasher.setBytes(10, verdict.ciphertextCid, 32);
    hasher.setBytes(11, verdict.keyCommitment, 32);
    hasher.add();
  }
  return hasher.leaves();
}
