import { contentKey } from "./contentKey.js";
import type { ReportFile } from "./ReportFile.js";
import type { RewardedContent } from "./RewardedContent.js";

/**
 * The contents that a report rewarded, by `contentKey`. Over all reports they are what `buildReport` must know;
 * each content is rewarded in one report at most.
 */
export function rewardedContents(file: ReportFile): ReadonlyMap<string, RewardedContent> {
  const rewarded = new Map<string, RewardedContent>();
  for (const { kind, contentHash, reward, submitter, policy, ciphertextCid, keyCommitment } of file.verdicts) {
    if (reward === 0n) continue;
    rewarded.set(contentKey(kind, contentHash), { submitter, policy, ciphertextCid, keyCommitment });
  }
  return rewarded;
}
