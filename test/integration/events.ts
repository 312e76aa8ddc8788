import { expect } from "chai";
import { type BaseContract, Wallet } from "ethers";

import { playEverything } from "../../scripts/loop/playEverything.js";
import { prepareInputs } from "../../supernode/prepareInputs.js";
import { Operator } from "../../sdk/clients/Operator.js";
import { readEpochTimes } from "../../sdk/clients/readEpochTimes.js";
import type { SystemContracts } from "../../sdk/deployment/SystemContracts.js";
import type { EpochTimes } from "../../sdk/epochs/EpochTimes.js";
import { generateKeyPair } from "../../sdk/keys/generateKeyPair.js";
import type { ChainEvent } from "../../sdk/replay/ChainEvent.js";
import { readEvents } from "../../sdk/replay/readEvents.js";
import { replayCouncil } from "../../sdk/replay/replayCouncil.js";
import { replayLedger } from "../../sdk/replay/replayLedger.js";
import { replayMarket } from "../../sdk/replay/replayMarket.js";
import { replayRewards } from "../../sdk/replay/replayRewards.js";
import { replaySale } from "../../sdk/replay/replaySale.js";
import { replayStaking } from "../../sdk/replay/replayStaking.js";
import { replaySubscriptions } from "../../sdk/replay/replaySubscriptions.js";
import { replayToken } from "../../sdk/replay/replayToken.js";
import type { StakingState } from "../../sdk/replay/StakingState.js";
import { OrderStatus } from "../../sdk/types/OrderStatus.js";
import { LoopFixture } from "./LoopFixture.js";

describe("X3 EventsTellAll: state rebuilt from events alone equals the getters", () => {
  let fixture: LoopFixture;
  let system: SystemContracts;
  let times: EpochTimes;
  let staking: StakingState;
  let eventsOf: (contract: BaseContract) => Promise<ChainEvent[]>;

  before(async () => {
    fixture = await LoopFixture.start();
    const { loop, supernodes } = fixture;
    ({ system } = loop);
    const inputs = await prepareInputs(["samples/eicar.com", "samples/phishing.url.txt"], loop.workspace);
    await playEverything(loop, inputs, supernodes);
    await replaceJailed();

    times = await readEpochTimes(system);
    eventsOf = (contract) => readEvents(contract, 0);
    staking = replayStaking(await eventsOf(system.staking), {
      ...times,
      equivocationLimit: await system.staking.EQUIVOCATION_LIMIT(),
    });
  });

  after(async () => {
    await fixture.close();
  });

  /** A newcomer takes the seat of the equivocator, which the loop leaves jailed. */
  async function replaceJailed(): Promise<void> {
    const { voters, bystander } = fixture.loop.actors;
    const bond = await system.staking.MINIMUM_BOND();
    const [voter = bystander] = voters;
    await (await system.token.connect(voter).transfer(bystander, bond)).wait();
    const newcomer = new Operator(system, bystander);
    await newcomer.register({
      reportSigner: Wallet.createRandom(),
      encryptionKey: generateKeyPair().publicKey,
      metadataURI: "",
      commission: 0n,
      bond,
    });
    await newcomer.heartbeat();
    await newcomer.takeSeat(fixture.supernodes.length - 1);
  }

  it("balances and supply", async () => {
    const { balances, totalSupply } = replayToken(await eventsOf(system.token));

    expect(totalSupply).to.equal(await system.token.totalSupply());
    expect(balances.size).to.be.greaterThan(15);
    for (const [account, balance] of balances) {
      expect(await system.token.balanceOf(account), account).to.equal(balance);
    }
  });

  it("the sale and its purchases", async () => {
    const sale = replaySale(await eventsOf(system.sale));

    expect(sale.state).to.equal(Number(await system.sale.state()));
    expect(sale.sold).to.equal(await system.sale.sold());
    expect(sale.raised).to.equal(await system.sale.raised());
    expect(sale.released).to.equal(await system.sale.released());
    expect(sale.finalizedAt).to.equal(await system.sale.finalizedAt());
    expect(sale.purchases.size).to.equal(10);
    for (const [buyer, { paid, tokens, admitted }] of sale.purchases) {
      expect(await system.sale.purchaseOf(buyer), buyer).to.deep.equal([paid, tokens, admitted]);
    }
  });

  it("submitted roots", async () => {
    const events = await eventsOf(system.registry);

    expect(events).to.have.length(2);
    for (const { args, timestamp } of events) {
      expect(await system.registry.submittedAt(String(args["sender"]), String(args["root"]))).to.equal(timestamp);
    }
  });

  it("supernodes: bond, pool, tickets, drip, commission, jail, keys", async () => {
    expect(staking.supernodes.size).to.equal(8);
    for (const [supernode, expected] of staking.supernodes) {
      const actual = await system.staking.supernodeOf(supernode);
      expect(actual.pool, supernode).to.deep.equal([expected.pool.assets, expected.pool.shares]);
      expect(actual.tickets, supernode).to.deep.equal([expected.tickets.assets, expected.tickets.shares]);
      for (const name of [
        "bond",
        "dripping",
        "drippedAt",
        "incoming",
        "equivocations",
        "commission",
        "nextCommission",
        "commissionFrom",
        "jailedUntil",
        "releaseEpoch",
        "signer",
      ] as const) {
        expect(actual[name], `${supernode} ${name}`).to.equal(expected[name]);
      }
      expect(actual.encryptionKeyX).to.equal(expected.encryptionKey.x);
      expect(actual.encryptionKeyParity).to.equal(expected.encryptionKey.parity);
    }
    for (const [key, { supernode, from, until }] of staking.keys) {
      expect(await system.staking.signingKey(key), key).to.deep.equal([supernode, from, until]);
    }
  });

  it("votes and tickets", async () => {
    expect(staking.shares.size).to.equal(7);
    for (const [position, shares] of staking.shares) {
      const [supernode = "", voter = ""] = position.split(":");
      expect(await system.staking.sharesOf(supernode, voter), position).to.equal(shares);
    }
    expect(staking.ticketShares.size).to.equal(1);
    for (const [position, shares] of staking.ticketShares) {
      const [supernode = "", voter = "", epoch = ""] = position.split(":");
      expect(await system.staking.ticketOf(supernode, voter, epoch), position).to.equal(shares);
    }
  });

  it("seats, heartbeats and bars", async () => {
    const { seats, silentFrom, barredUntil } = replayCouncil(await eventsOf(system.council));

    expect(seats.size).to.equal(7);
    for (const [seat, holders] of seats) {
      const newest = holders.at(-1);
      expect(await system.council.latestHolderOf(seat)).to.deep.equal([newest?.holder, newest?.from]);
    }
    for (const [supernode, epoch] of silentFrom) {
      expect(await system.council.silentFrom(supernode), supernode).to.equal(epoch);
    }
    expect([...barredUntil.keys()]).to.deep.equal([fixture.supernodes.at(-1)?.address]);
    for (const [supernode, epoch] of barredUntil) {
      expect(await system.council.barredUntil(supernode), supernode).to.equal(epoch);
    }
  });

  it("reports and recorded verdicts", async () => {
    const { publications, recorded } = replayLedger(await eventsOf(system.ledger));

    expect(publications.size).to.equal(2);
    for (const [epoch, { verdictsRoot, signers, publishedAt }] of publications) {
      expect(await system.ledger.publicationOf(epoch)).to.deep.equal([verdictsRoot, signers, publishedAt]);
    }
    expect(recorded.size).to.equal(1);
    for (const [content, epoch] of recorded) {
      const [kind = "", contentHash = ""] = content.split(":");
      expect((await system.ledger.verdictOf(kind, contentHash)).epoch).to.equal(epoch);
    }
  });

  it("rewards and claims", async () => {
    const mining = await system.token.MINING_ALLOCATION();
    const { available, epochs, claimed } = replayRewards(await eventsOf(system.rewardPool), mining);

    expect(available).to.equal(await system.rewardPool.available());
    expect(epochs.size).to.equal(2);
    for (const [epoch, { root, unclaimed }] of epochs) {
      expect(await system.rewardPool.rewardsOf(epoch)).to.deep.equal([root, unclaimed]);
    }
    expect(claimed.size).to.equal(2);
    for (const claim of claimed) {
      const [epoch = "", account = ""] = claim.split(":");
      expect(await system.rewardPool.isClaimed(epoch, account), claim).to.equal(true);
    }
  });

  it("orders and accrued shares", async () => {
    const { orders, toPool, toBurn } = replayMarket(await eventsOf(system.market));

    expect([...orders.values()].map(({ status }) => status)).to.have.members([
      OrderStatus.SETTLED,
      OrderStatus.REFUNDED,
      OrderStatus.WRONG_KEY,
    ]);
    for (const [id, { status, deliveredAt }] of orders) {
      const state = await system.market.stateOf(id);
      expect([Number(state.status), state.deliveredAt], id).to.deep.equal([status, deliveredAt]);
    }
    expect(await system.market.accrued()).to.deep.equal([toPool, toBurn]);
  });

  it("subscriptions and accrued shares", async () => {
    const poolShare = await system.subscriptions.POOL_SHARE();
    const { byVendor, toPool, toBurn } = replaySubscriptions(await eventsOf(system.subscriptions), {
      ...times,
      poolShare,
    });

    expect(byVendor.size).to.equal(1);
    for (const [vendor, { unearned, from, until, since }] of byVendor) {
      expect(await system.subscriptions.subscriptionOf(vendor)).to.deep.equal([unearned, from, until, since]);
    }
    expect(await system.subscriptions.accrued()).to.deep.equal([toPool, toBurn]);
  });

  it("accrued shares of subscriptions before they are flushed", async () => {
    const events = await eventsOf(system.subscriptions);
    const flushed = events.findIndex(({ name }) => name === "Flushed");
    const poolShare = await system.subscriptions.POOL_SHARE();

    const { toPool, toBurn } = replaySubscriptions(events.slice(0, flushed), { ...times, poolShare });

    expect(toPool).to.be.greaterThan(0n);
    expect([events[flushed]?.args["toPool"], events[flushed]?.args["burned"]]).to.deep.equal([toPool, toBurn]);
  });
});
