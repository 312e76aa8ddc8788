import { formatEther } from "ethers";

import type { LocalSupernode } from "../LocalSupernode.js";
import type { Loop } from "../Loop.js";
import { LoopFailed } from "../LoopFailed.js";
import { moveToEpoch } from "../moveToEpoch.js";

/** A voter leaves with everything that dripped into his share, through a ticket. */
export async function leaveStake(loop: Loop, node: LocalSupernode): Promise<void> {
  const { system, actors, journal } = loop;
  const { staking, token, clock } = system;
  const stakes = await Promise.all(actors.voters.map((voter) => staking.sharesOf(node.address, voter)));
  const index = stakes.findIndex((stake) => stake !== 0n);
  const [voter, shares] = [actors.voters[index], stakes[index]];
  if (voter === undefined || shares === undefined) throw new LoopFailed(`nobody votes for ${node.address}`);
  const address = await voter.getAddress();
  const worth = await staking.votesOf(node.address, address);
  const epoch = await clock.currentEpoch();
  const before = await token.balanceOf(address);

  await journal.sent("unvote", staking.connect(voter).unvote(node.address, shares));
  await moveToEpoch(loop, epoch + (await staking.UNBONDING_EPOCHS()));
  await journal.sent("withdraw a ticket", staking.connect(voter).withdraw(node.address, epoch));
  const paid = (await token.balanceOf(address)) - before;
  journal.check("the ticket pays what the shares were worth", paid + 1n >= worth && paid > 0n, `${paid}`);
  journal.note(`${formatEther(paid)} VMT came back after ${await staking.UNBONDING_EPOCHS()} epochs`);
}
