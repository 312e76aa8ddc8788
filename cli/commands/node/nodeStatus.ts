import type { Outcome } from "../../output/Outcome.js";
import type { Session } from "../../Session.js";

/** One supernode's stake, seat and key, and what the key's account has voted for it. */
export async function nodeStatus(session: Session, given?: string): Promise<Outcome> {
  const { clock, council, staking } = await session.contracts();
  const supernode = await session.account(given);
  const [record, weight, isEligible, isJailed, commission, epoch, [seated, seat], silentFrom, barredUntil] =
    await Promise.all([
      staking.supernodeOf(supernode),
      staking.weightOf(supernode),
      staking.isEligible(supernode),
      staking.isJailed(supernode),
      staking.commissionOf(supernode),
      clock.currentEpoch(),
      council.seatOf(supernode),
      council.silentFrom(supernode),
      council.barredUntil(supernode),
    ]);
  const voter = session.hasKey ? await session.account(undefined) : undefined;
  const [shares, votes] =
    voter === undefined
      ? [0n, 0n]
      : await Promise.all([staking.sharesOf(supernode, voter), staking.votesOf(supernode, voter)]);
  return {
    fields: [
      { name: "supernode", label: "Supernode", value: supernode },
      { name: "epoch", label: "Epoch", value: epoch },
      { name: "bond", label: "Bond", value: record.bond, unit: "VMT" },
      { name: "weight", label: "Weight: bond and votes", value: weight, unit: "VMT" },
      { name: "commission", label: "Commission", value: commission, unit: "basisPoints" },
      { name: "signer", label: "Signs reports", value: record.signer },
      { name: "isEligible", label: "Eligible for a seat", value: isEligible },
      { name: "isJailed", label: "Jailed", value: isJailed },
      { name: "seat", label: "Seat", value: seated ? seat : null },
      { name: "silentFrom", label: "Silent from epoch", value: silentFrom },
      { name: "barredUntil", label: "May serve from epoch", value: barredUntil },
      ...(voter === undefined
        ? []
        : ([
            { name: "shares", label: "Shares of this account", value: shares, unit: "shares" },
            { name: "votes", label: "Worth", value: votes, unit: "VMT" },
          ] as const)),
    ],
  };
}
