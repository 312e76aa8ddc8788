import { contentKey } from "../sdk/report/contentKey.js";
import type { ReportFile } from "../sdk/report/ReportFile.js";
import { rewardedContents } from "../sdk/report/rewardedContents.js";
import { unrewardedContents } from "../sdk/report/unrewardedContents.js";
import { scoringRule } from "../sdk/scoring/scoringRule.js";
import type { Examination } from "./Examination.js";

/**
 * What can change the report of `epoch`: not what was rewarded, and of a content that was reported without a reward only
 * another hand-over than the one that its verdict names, while it can still reach a quorum. Nobody is kept from a reward by who
 * was reported before, and what earns nothing is told once.
 *
 * @param earlier reports of the epochs before
 */
export function worthTelling(
  examinations: readonly Examination[],
  epoch: bigint,
  earlier: readonly ReportFile[],
): Examination[] {
  const rewarded = new Set(earlier.flatMap((file) => [...rewardedContents(file).keys()]));
  const unrewarded = unrewardedContents(earlier);
  return examinations.filter(({ acknowledgedIn, claims: { sample, ciphertextCid, keyCommitment } }) => {
    const key = contentKey(sample.kind, sample.contentHash);
    if (acknowledgedIn > epoch || rewarded.has(key)) return false;
    const verdict = unrewarded.get(key);
    if (verdict?.score !== 0n) return true; // new, or its points met an empty budget
    const isNamed =
      isSame(sample.submitter, verdict.submitter) &&
      isSame(ciphertextCid, verdict.ciphertextCid) &&
      isSame(keyCommitment, verdict.keyCommitment);
    return !isNamed && acknowledgedIn + scoringRule.handOverEpochs >= epoch;
  });
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
