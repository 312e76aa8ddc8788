import { Voter } from "../../../sdk/clients/Voter.js";
import { formatQuantity } from "../../../sdk/units/formatQuantity.js";
import type { LocalSupernode } from "../LocalSupernode.js";
import type { Loop } from "../Loop.js";
import { LoopFailed } from "../LoopFailed.js";
import { moveToEpoch } from "../moveToEpoch.js";

/** A voter leaves with everything that dripped into his share, through a ticket. */
export async function leaveStake(loop: Loop, node: LocalSupernode): Promise<void> {
  const { system, actors, journal } = loop;
  const { staking, token } = system;
  const stakes = await Promise.all(actors.voters.map((account) => staking.sharesOf(node.address, account)));
  const account = actors.voters[stakes.findIndex((shares) => shares !== 0n)];
  if (account === undefined) throw new LoopFailed(`nobody votes for ${node.address}`);
  const worth = await staking.votesOf(node.address, account);
  const before = await token.balanceOf(account);
  const voter = new Voter(system, account);

  const { epoch, payableFrom } = await journal.confirmed("unvote", voter.unvote(node.address));
  await moveToEpoch(loop, payableFrom);
  await journal.confirmed("withdraw a ticket", voter.withdraw(node.address, epoch));
  const paid = (await token.balanceOf(account)) - before;
  journal.check("the ticket pays what the shares were worth", paid + 1n >= worth && paid > 0n, `${paid}`);
  journal.note(`${formatQuantity(paid, "VMT")} came back after ${payableFrom - epoch} epochs`);
}
