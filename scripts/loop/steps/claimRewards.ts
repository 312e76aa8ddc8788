import { formatEther } from "ethers";

import { proofOfReward } from "../../../sdk/report/proofOfReward.js";
import type { Loop } from "../Loop.js";
import type { PublishedReport } from "./publishReport.js";

/** A bystander claims for every submitter: leaves are paid to their accounts, whoever calls. */
export async function claimRewards(loop: Loop, { contents }: PublishedReport): Promise<void> {
  const { system, actors, journal } = loop;
  const { rewardPool, token } = system;
  for (const { account, amount } of contents.rewards) {
    const before = await token.balanceOf(account);
    const { epoch, proof } = proofOfReward(contents, account);
    const claim = { epoch, amount, proof: [...proof] };
    await journal.sent("claim a reward", rewardPool.connect(actors.bystander).claim(account, [claim]));
    const earned = (await token.balanceOf(account)) - before;
    journal.check("a submitter earned his leaf", earned === amount && amount > 0n, `${account} ${amount}`);
    journal.note(`${account} earned ${formatEther(amount)} VMT`);
  }
  journal.check(
    "every reward of the report is paid",
    (await rewardPool.rewardsOf(contents.epoch)).unclaimed === 0n,
    `${contents.rewards.length} accounts`,
  );
}
