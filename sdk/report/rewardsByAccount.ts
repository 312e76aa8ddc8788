import type { Verdict } from "../types/Verdict.js";
import type { RewardLeaf } from "./RewardLeaf.js";

/** One reward for each account that earned any, in ascending order of accounts. */
export function rewardsByAccount(verdicts: readonly Verdict[]): readonly RewardLeaf[] {
  const amounts = new Map<string, bigint>();
  for (const { submitter, reward } of verdicts) {
    if (reward !== 0n) amounts.set(submitter, (amounts.get(submitter) ?? 0n) + reward);
  }
  return [...amounts]
    .map(([account, amount]) => ({ account, amount }))
    .sort((a, b) => (a.account < b.account ? -1 : 1));
}
