import type { BaseContract } from "ethers";

import { readEpochTimes } from "../../sdk/clients/readEpochTimes.js";
import type { ChainEvent } from "../../sdk/replay/ChainEvent.js";
import { readEvents } from "../../sdk/replay/readEvents.js";
import { replayMarket } from "../../sdk/replay/replayMarket.js";
import { replayRewards } from "../../sdk/replay/replayRewards.js";
import { replaySale } from "../../sdk/replay/replaySale.js";
import { replayStaking } from "../../sdk/replay/replayStaking.js";
import { replaySubscriptions } from "../../sdk/replay/replaySubscriptions.js";
import { replayToken } from "../../sdk/replay/replayToken.js";
import { OrderStatus } from "../../sdk/types/OrderStatus.js";
import type { Holding } from "./Holding.js";
import type { Loop } from "./Loop.js";

/**
 * Checks to the unit that no VMT appeared or vanished: all balances sum to the supply, and each contract holds exactly what
 * its own records, rebuilt from events alone, say that it owes.
 */
export async function checkVmt(loop: Loop): Promise<readonly Holding[]> {
  const { system, journal } = loop;
  const { token, staking, rewardPool, market, subscriptions, sale } = system;
  const times = await readEpochTimes(system);
  const eventsOf = (contract: BaseContract): Promise<ChainEvent[]> => readEvents(contract, 0);

  const balances = replayToken(await eventsOf(token));
  const supply = await token.totalSupply();
  const sum = [...balances.balances.values()].reduce((total, balance) => total + balance, 0n);
  journal.check("all VMT balances sum to the supply", sum === supply && balances.totalSupply === supply, `${supply}`);
  for (const [account, balance] of balances.balances) {
    const held = await token.balanceOf(account);
    journal.check(`VMT of ${account} as its transfers say`, held === balance, `${balance}`);
  }

  const stakes = replayStaking(await eventsOf(staking), {
    ...times,
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
    .filter(({ status }) => status === OrderStatus.OPEN || status === OrderStatus.DELIVERED)
    .reduce((total, order) => total + order.price, 0n);
  const subscribed = replaySubscriptions(await eventsOf(subscriptions), {
    ...times,
    poolShare: await subscriptions.POOL_SHARE(),
  });
  const unearned = [...subscribed.byVendor.values()].reduce((total, { unearned: amount }) => total + amount, 0n);
  const purchases = replaySale(await eventsOf(sale));
  const unclaimedSale = [...purchases.purchases.values()].reduce((total, { tokens }) => total + tokens, 0n);

  const counted: [string, bigint, BaseContract][] = [
    ["SupernodeStaking", stake, staking],
    ["RewardPool", rewards.available + unclaimed, rewardPool],
    ["DataMarket", escrow + orders.toPool + orders.toBurn, market],
    ["Subscriptions", unearned + subscribed.toPool + subscribed.toBurn, subscriptions],
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
