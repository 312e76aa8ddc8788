import { LeafHasher } from "../trees/LeafHasher.js";
import type { RewardLeaf } from "./RewardLeaf.js";

/**
 * `rewardLeaf` of many accounts, in one row of 32 bytes each.
 *
 * @throws {InvalidArgumentError} for what is no account or no amount
 */
export function rewardLeaves(rewards: readonly RewardLeaf[]): Uint8Array {
  const hasher = new LeafHasher(2, rewards.length);
  for (const { account, amount } of rewards) {
    hasher.setBytes(0, account, 20);
    hasher.setInteger(1, amount, 128);
    hasher.add();
  }
  return hasher.leaves();
}
