import { rewardOf } from "../scoring/rewardOf.js";
import { scoreOf } from "../scoring/scoreOf.js";
import { scoringRule } from "../scoring/scoringRule.js";
import { allowsSale } from "../types/allowsSale.js";
import type { Report } from "../types/Report.js";
import type { Verdict } from "../types/Verdict.js";
import { InvalidReportError } from "./InvalidReportError.js";
import { readReport } from "./readReport.js";
import { reportCid } from "./reportCid.js";
import type { ReportFile } from "./ReportFile.js";
import { rewardsByAccount } from "./rewardsByAccount.js";

/**
 * Checks everything about a report that its public file can prove, from the whole file:
 *
 * - the file is the one behind `cid`, in canonical form, of the report's epoch
 * - no content has more points than its category, kind and engines can give; what may not be sold has none
 * - each verdict earns what its points earn by the header's budget and maximum
 * - the reward leaves are the sums of the verdicts' rewards, by account
 * - both totals are the sums of the leaves (and so within the header's budget: rewards are rounded down)
 * - both roots are those of the leaves
 *
 * What it cannot prove is that the engines said so, who was first, and that the header's budget is safe: a signer builds
 * the report from its own inputs and compares the bytes.
 *
 * @returns what the file says
 * @throws {InvalidReportError} naming the first difference
 */
export function checkReport(file: Uint8Array, report: Report): ReportFile {
  expectEqual("cid", reportCid(file), report.cid.toLowerCase());
  const contents = readReport(file);
  expectEqual("epoch of the file", contents.epoch, report.epoch);
  checkRewards(contents);
  checkLeaves(contents);
  const submitterTotal = contents.rewards.reduce((sum, { amount }) => sum + amount, 0n);
  expectEqual("submitterTotal", report.submitterTotal, submitterTotal);
  // No leaf pays a storage node until they are challenged.
  expectEqual("storageTotal", report.storageTotal, 0n);
  expectEqual("verdictsRoot", report.verdictsRoot.toLowerCase(), contents.verdictTree.root);
  expectEqual("rewardsRoot", report.rewardsRoot.toLowerCase(), contents.rewardTree.root);
  return contents;
}

function checkRewards({ verdicts, submittersBudget, maximumPerPoint }: ReportFile): void {
  const totalScore = verdicts.reduce((sum, { score }) => sum + score, 0n);
  verdicts.forEach((verdict, i) => {
    const line = `line ${i + 2}`; // after the header, counted from 1
    const { score, reward, detections, engines } = verdict;
    if (detections > engines)
      throw new InvalidReportError(`detections in ${line}`, `${detections}`, `at most ${engines}`);
    const highest = highestScoreOf(verdict);
    if (score > highest) throw new InvalidReportError(`score in ${line}`, `${score}`, `at most ${highest}`);
    expectEqual(`reward in ${line}`, reward, rewardOf(score, { totalScore, submittersBudget, maximumPerPoint }));
  });
}

function highestScoreOf(verdict: Verdict): bigint {
  return allowsSale(verdict.policy) ? scoreOf({ ...verdict, novelty: scoringRule.fullNovelty }) : 0n;
}

function checkLeaves({ verdicts, rewards }: ReportFile): void {
  const expected = rewardsByAccount(verdicts);
  const firstLine = verdicts.length + 2;
  for (let i = 0; i < Math.max(expected.length, rewards.length); i += 1) {
    expectEqual(`line ${firstLine + i}`, describe(rewards[i]), describe(expected[i]));
  }
}

function describe(leaf: { account: string; amount: bigint } | undefined): string {
  return leaf === undefined ? "no reward" : `${leaf.amount} for ${leaf.account}`;
}

function expectEqual(where: string, actual: string | bigint, expected: string | bigint): void {
  if (actual !== expected) throw new InvalidReportError(where, String(actual), String(expected));
}
