import type { ReportedVerdict } from "./ReportedVerdict.js";
import type { ReportFile } from "./ReportFile.js";
import type { RewardLeaf } from "./RewardLeaf.js";

/**
 * The lines of a report's public file, without their line feeds: JSON, one header, then the verdicts, then the rewards,
 * as arrays whose fields the header names. There is one way to write each value: no white space, hexadecimal digits in
 * lower case, amounts of VMT as decimal strings. So equal reports are equal bytes, and have equal CIDs.
 *
 * The round is not in the file: when a proposer is silent, the next one can use the same file.
 */
export function* reportLines(file: ReportFile): Generator<string, void, undefined> {
  yield headerLine(file);
  for (const verdict of file.verdicts) yield verdictLine(verdict);
  for (const reward of file.rewards) yield rewardLine(reward);
}

function headerLine(file: ReportFile): string {
  return JSON.stringify({
    format: "virusmap-report-1",
    epoch: Number(file.epoch), // at most 32 bits
    submittersBudget: file.submittersBudget.toString(),
    maximumPerPoint: file.maximumPerPoint.toString(),
    verdicts: file.verdicts.length,
    rewards: file.rewards.length,
    verdictFields: [
      "kind",
      "contentHash",
      "category",
      "score",
      "reward",
      "submitter",
      "detections",
      "engines",
      "policy",
      "labelsHash",
      "ciphertextCid",
      "keyCommitment",
      "tlsh",
    ],
    rewardFields: ["account", "amount"],
  });
}

function verdictLine(verdict: ReportedVerdict): string {
  const { kind, contentHash, category, score, reward, submitter, detections, engines, policy } = verdict;
  const { labelsHash, ciphertextCid, keyCommitment, tlsh } = verdict;
  return `[${kind},"${contentHash}",${category},${score},"${reward}","${submitter}",${detections},${engines},${policy},"${labelsHash}","${ciphertextCid}","${keyCommitment}",${JSON.stringify(tlsh)}]`;
}

function rewardLine({ account, amount }: RewardLeaf): string {
  return `["${account}","${amount}"]`;
}
