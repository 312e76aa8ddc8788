import { doubleHash } from "./doubleHash.js";

/**
 * The leaf of an account in a report's reward tree, as `RewardPool.claim` checks it.
 *
 * @param amount units of VMT
 */
export function rewardLeaf(account: string, amount: bigint): string {
  return doubleHash(["address", "uint256"], [account, amount]);
}
