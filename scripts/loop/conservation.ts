import type { Interface } from "ethers";

import { readEvents } from "../../sdk/replay/readEvents.js";
import type { ChainEvent } from "../../sdk/replay/chainEvent.js";
import { replayMarket } from "../../sdk/replay/replayMarket.js";
import { replayRewards } from "../../sdk/replay/replayRewards.js";
import { replaySale } from "../../sdk/replay/replaySale.js";
import { replayStaking } from "../../sdk/replay/replayStaking.js";
import { replaySubscriptions } from "../../sdk/replay/replaySubscriptions.js";
import { replayToken } from "../../sdk/replay/replayToken.js";
import type { Loop } from "./Loop.js";

const OPEN = 1n;
const DELIVERED = 2n;

/** What each contract owes, by the records it keeps, beside what it holds. In units of VMT, or wei. */
export interface Holding {
  readonly holder: string;
  readonly counted: bigint;
  readonly held: bigint;
}

/**
 * Checks to the unit that no VMT appeared or vanished: all balances sum to the supply, and each contract holds exactly what
 * its own records, rebuilt from events alone, say that it owes.
 */
export async function checkVmt(loop: Loop): Promise<readonly Holding[]> {
  const { system, journal } = loop;
  const { token, staking, rewardPool, market, subscriptions, sale, clock } = system;
  const terms = { genesis: await clock.GENESIS(), epochLength: await clock.EPOCH_LENGTH() };
  const eventsOf = async (contract: { getAddress(): Promise<string>; interface: Interface }): Promise<ChainEvent[]> =>
    readEvents(loop.provider, new Map([[await contract.getAddress(), contract.interface]]), 0);

  const balances = replayToken(await eventsOf(token));
  const supply = await token.totalSupply();
  const sum = [...balances.balances.values()].reduce((total, balance) => total + balance, 0n);
  journal.check("all VMT balances sum to the supply", sum === supply && balances.totalSupply === supply, `${supply}`);
  for (const [account, balance] of balances.balances) {
    const held = await token.balanceOf(account);
    journal.check(`VMT of ${account} as its transfers say`, held === balance, `${balance}`);
  }

  const stakes = replayStaking(await eventsOf(staking), {
    ...terms,
    equivocationLimit: await staking.EQUIVOCATION_LIMIT(),
  });
  const stake = [...stakes.supernodes.values()].reduce(
    (total, node) => total + node.bond + node.pool.assets + node.tickets.assets + node.dripping + node.incoming,
    0n,
  );
  const rewards = replayRewards(await eventsOf(rewardPool), await token.MINING_ALLOCATION());
  const unclaimed = [...rewards.epochs.values()].reduce((total, epoch) => total + epoch.unclaimed, 0n);
  const orders = replayMarket(await eventsOf(market));
  const escrow = [...orders.orders.values()]
    .filter(({ status }) => status === OPEN || status === DELIVERED)
    .reduce((total, order) => total + order.price, 0n);
  const subscribed = replaySubscriptions(await eventsOf(subscriptions), terms);
  const unearned = [...subscribed.values()].reduce((total, { unearned: amount }) => total + amount, 0n);
  const [toPool, toBurn] = await subscriptions.accrued();
  const purchases = replaySale(await eventsOf(sale));
  const unclaimedSale = [...purchases.purchases.values()].reduce((total, { tokens }) => total + tokens, 0n);

  const counted: [string, bigint, { getAddress(): Promise<string> }][] = [
    ["SupernodeStaking", stake, staking],
    ["RewardPool", rewards.available + unclaimed, rewardPool],
    ["DataMarket", escrow + orders.toPool + orders.toBurn, market],
    ["Subscriptions", unearned + toPool + toBurn, subscriptions],
    ["TokenSale", unclaimedSale, sale],
  ];
  const holdings: Holding[] = [];
  for (const [holder, owed, contract] of counted) {
    const held = await token.balanceOf(await contract.getAddress());
    journal.check(`${holder} holds the VMT that it owes`, held === owed, `${owed}`);
    holdings.push({ holder, counted: owed, held });
  }
  return holdings;
}

/**
 * Checks to the wei that no ETH appeared or vanished: what all accounts hold now and what the base fee burned is what they
 * held at the beginning.
 *
 * @param initial wei of all accounts before the first transaction
 * @param accounts everybody who can hold ETH, contracts included
 */
export async function checkEth(loop: Loop, initial: bigint, accounts: ReadonlySet<string>): Promise<bigint> {
  const { provider, journal, system } = loop;
  let burned = 0n;
  const holders = new Set(accounts);
  const newest = await provider.getBlockNumber();
  for (let number = 0; number <= newest; number++) {
    const block = await provider.getBlock(number);
    if (block === null) continue;
    holders.add(block.miner);
    burned += block.gasUsed * (block.baseFeePerGas ?? 0n);
  }
  let held = 0n;
  for (const account of holders) held += await provider.getBalance(account);
  journal.check(
    "all ETH is where it went",
    held + burned === initial,
    `${held} wei held, ${burned} wei of base fees burned`,
  );

  const sale = await provider.getBalance(system.sale);
  const owed = (await system.sale.raised()) - (await system.sale.released());
  journal.check("TokenSale holds the ETH that it owes", sale === owed, `${owed} wei`);
  return burned;
}
