import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import type { Claim } from "../types/Claim.js";
import type { ReportFile } from "./ReportFile.js";

/**
 * What `account` can claim from a report, as `RewardPool.claim` wants it. The first proof from a file builds the tree,
 * later ones are quick.
 *
 * @throws {InvalidArgumentError} when the account has no reward in the report
 */
export function proofOfReward(file: ReportFile, account: string): Claim {
  const wanted = account.toLowerCase();
  const index = file.rewards.findIndex((reward) => reward.account === wanted);
  const reward = file.rewards[index];
  if (reward === undefined) {
    throw new InvalidArgumentError("account", account, `one with a reward in epoch ${file.epoch}`);
  }
  return { epoch: file.epoch, amount: reward.amount, proof: file.rewardTree.proof(index) };
}
