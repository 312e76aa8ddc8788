import { getAddress } from "ethers";

import { Claimer } from "../../../sdk/clients/Claimer.js";
import { proofOfReward } from "../../../sdk/report/proofOfReward.js";
import { formatQuantity } from "../../../sdk/units/formatQuantity.js";
import type { Loop } from "../Loop.js";
import type { PublishedReport } from "../PublishedReport.js";

/** A bystander claims for every submitter: leaves are paid to their accounts, whoever calls. */
export async function claimRewards(loop: Loop, { contents }: PublishedReport): Promise<void> {
  const { system, actors, journal } = loop;
  const { rewardPool, token } = system;
  const claimer = new Claimer(system, actors.bystander);
  for (const { account, amount } of contents.rewards) {
    const before = await token.balanceOf(account);
    await journal.confirmed("claim a reward", claimer.claim(account, [proofOfReward(contents, account)]));
    const earned = (await token.balanceOf(account)) - before;
    journal.check("a submitter earned his leaf", earned === amount && amount > 0n, `${account} ${amount}`);
    journal.note(`${getAddress(account)} earned ${formatQuantity(amount, "VMT")}`);
  }
  journal.check(
    "every reward of the report is paid",
    (await rewardPool.rewardsOf(contents.epoch)).unclaimed === 0n,
    `${contents.rewards.length} accounts`,
  );
}
