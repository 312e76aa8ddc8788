import { doubleKeccak } from "./doubleKeccak.js";
import type { RewardLeaf } from "./RewardLeaf.js";

/** `rewardLeaf` of many accounts, encoded as in `verdictLeaves`. */
export function rewardLeaves(rewards: readonly RewardLeaf[]): string[] {
  return rewards.map(({ account, amount }) =>
    doubleKeccak(Buffer.from(account.slice(2).padStart(64, "0") + amount.toString(16).padStart(64, "0"), "hex")),
  );
}
