import { ZeroAddress } from "ethers";

import type { SaleState } from "../../sdk/types/SaleState.js";
import type { Outcome } from "../output/Outcome.js";
import type { Session } from "../Session.js";
import { nameOfState } from "./sale/nameOfState.js";

const NOW = { blockTag: "pending" } as const; // where nobody sends, the newest block is old

/** Where the network stands, and what an account has. */
export async function readStatus(session: Session, account?: string): Promise<Outcome> {
  const provider = await session.provider();
  const [deployment, contracts] = await Promise.all([session.deployment(), session.contracts()]);
  const { clock, council, ledger, rewardPool, sale, staking, token } = contracts;
  const [block, epoch, seats, quorum, supply, available, state] = await Promise.all([
    provider.getBlock("latest"),
    clock.currentEpoch(NOW),
    council.SEATS(),
    council.QUORUM(),
    token.totalSupply(),
    rewardPool.available(),
    sale.state(),
  ]);
  const [nextStart, round, holders] = await Promise.all([
    clock.epochStart(epoch + 1n),
    ledger.currentRound(NOW),
    Promise.all(Array.from({ length: Number(seats) }, (_, seat) => council.holderOf(seat, epoch))),
  ]);
  const weights = await Promise.all(holders.map(async (holder) => staking.weightOf(holder)));

  const owner = account !== undefined || session.hasKey ? await session.account(account) : undefined;
  const wei = owner === undefined ? 0n : await provider.getBalance(owner);
  const vmt = owner === undefined ? 0n : await token.balanceOf(owner);
  return {
    fields: [
      { name: "chainId", label: "Chain", value: deployment.chainId },
      { name: "block", label: "Block", value: block?.number ?? null },
      { name: "time", label: "Time of the block", value: block?.timestamp ?? null, unit: "time" },
      { name: "epoch", label: "Epoch", value: epoch },
      { name: "round", label: "Round", value: round },
      { name: "nextEpoch", label: "Next epoch begins", value: nextStart, unit: "time" },
      { name: "sale", label: "Sale", value: nameOfState(Number(state) as SaleState) },
      { name: "supply", label: "Supply", value: supply, unit: "VMT" },
      { name: "rewardPool", label: "In the reward pool", value: available, unit: "VMT" },
      { name: "quorum", label: "Signatures that a report needs", value: quorum },
      ...(owner === undefined
        ? []
        : ([
            { name: "account", label: "Account", value: owner },
            { name: "wei", label: "Its ETH", value: wei, unit: "ETH" },
            { name: "vmt", label: "Its VMT", value: vmt, unit: "VMT" },
          ] as const)),
    ],
    tables: [
      {
        name: "council",
        title: "Council of this epoch",
        isWhole: true,
        rows: holders.map((holder, seat) => [
          { name: "seat", label: "Seat", value: seat },
          { name: "supernode", label: "Supernode", value: holder === ZeroAddress ? "empty" : holder, unit: "text" },
          { name: "weight", label: "Weight", value: weights[seat] ?? 0n, unit: "VMT" },
        ]),
      },
    ],
  };
}
