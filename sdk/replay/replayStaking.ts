import { epochAt } from "../epochs/epochAt.js";
import { epochStart } from "../epochs/epochStart.js";
import type { EpochTimes } from "../epochs/EpochTimes.js";
import type { ChainEvent } from "./ChainEvent.js";
import { field } from "./field.js";
import type { StakingState } from "./StakingState.js";
import type { SupernodeState } from "./SupernodeState.js";

const BASIS_POINTS = 10_000n;
const FOREVER = 2n ** 32n - 1n;

interface StakingTerms extends EpochTimes {
  readonly equivocationLimit: bigint;
}

/**
 * Stakes, keys, votes and tickets from events alone. Rewards drip between events by the clock: the same integer steps as in
 * the contract, at the same times.
 */
export function replayStaking(events: readonly ChainEvent[], terms: StakingTerms): StakingState {
  const state: StakingState = { supernodes: new Map(), keys: new Map(), shares: new Map(), ticketShares: new Map() };
  for (const event of events) apply(state, event, terms);
  return state;
}

function apply(state: StakingState, event: ChainEvent, terms: StakingTerms): void {
  if (event.name === "RewardsPaidIn") {
    payIn(state, event, terms);
    return;
  }
  if (event.name === "Registered") {
    state.supernodes.set(field(event, "supernode", "string"), registered(event));
    return;
  }
  if (event.args["supernode"] === undefined) return;
  const supernode = field(event, "supernode", "string");
  const node = nodeOf(state, supernode);
  switch (event.name) {
    case "BondAdded":
      node.bond += field(event, "amount", "bigint");
      break;
    case "BondWithdrawn":
      accrue(node, event.timestamp, terms);
      node.bond = 0n;
      break;
    case "Resigned":
      node.releaseEpoch = field(event, "releaseEpoch", "bigint");
      endKey(state, node.signer, epochAt(event.timestamp, terms) + 1n);
      break;
    case "SignerChanged":
      changeSigner(state, node, event);
      break;
    case "EncryptionKeyChanged":
      node.encryptionKey = keyIn(event);
      break;
    case "CommissionChanged":
      node.commission = commissionAt(node, event.timestamp, terms);
      node.nextCommission = field(event, "commission", "bigint");
      node.commissionFrom = field(event, "from", "bigint");
      break;
    case "Jailed":
      node.jailedUntil = field(event, "until", "bigint");
      if (node.equivocations < terms.equivocationLimit) node.equivocations++;
      break;
    case "Unjailed":
      node.jailedUntil = 0n;
      break;
    case "Voted": {
      accrue(node, event.timestamp, terms);
      node.pool.assets += field(event, "assets", "bigint");
      node.pool.shares += field(event, "shares", "bigint");
      add(state.shares, `${supernode}:${field(event, "voter", "string")}`, field(event, "shares", "bigint"));
      break;
    }
    case "Unvoted":
      unvote(state, node, supernode, event, terms);
      break;
    case "TicketPaid": {
      const key = `${supernode}:${field(event, "voter", "string")}:${field(event, "epoch", "bigint")}`;
      node.tickets.assets -= field(event, "assets", "bigint");
      node.tickets.shares -= state.ticketShares.get(key) ?? 0n;
      state.ticketShares.set(key, 0n);
      sweep(node, node.tickets);
      break;
    }
    case "Slashed":
      accrue(node, event.timestamp, terms);
      node.bond -= field(event, "fromBond", "bigint");
      node.pool.assets -= field(event, "fromPool", "bigint");
      node.tickets.assets -= field(event, "fromTickets", "bigint");
      break;
  }
}

function registered(event: ChainEvent): SupernodeState {
  const commission = field(event, "commission", "bigint");
  return {
    pool: { assets: 0n, shares: 0n },
    tickets: { assets: 0n, shares: 0n },
    bond: 0n,
    dripping: 0n,
    drippedAt: event.timestamp,
    equivocations: 0n,
    incoming: 0n,
    commission,
    nextCommission: commission,
    commissionFrom: 0n,
    jailedUntil: 0n,
    releaseEpoch: 0n,
    signer: "",
    encryptionKey: keyIn(event),
  };
}

function keyIn(event: ChainEvent): { x: bigint; parity: bigint } {
  const key = event.args["encryptionKey"] as { x: bigint; y: bigint };
  return { x: key.x, parity: key.y & 1n };
}

function nodeOf(state: StakingState, supernode: string): SupernodeState {
  const node = state.supernodes.get(supernode);
  if (node === undefined) throw new Error(`an event names supernode ${supernode}, which no event registered`);
  return node;
}

function changeSigner(state: StakingState, node: SupernodeState, event: ChainEvent): void {
  const from = field(event, "from", "bigint");
  endKey(state, node.signer, from);
  node.signer = field(event, "signer", "string");
  state.keys.set(node.signer, { supernode: field(event, "supernode", "string"), from, until: FOREVER });
}

function endKey(state: StakingState, signer: string, until: bigint): void {
  const key = state.keys.get(signer);
  if (key !== undefined) key.until = until;
}

function unvote(
  state: StakingState,
  node: SupernodeState,
  supernode: string,
  event: ChainEvent,
  terms: StakingTerms,
): void {
  const voter = field(event, "voter", "string");
  const shares = field(event, "shares", "bigint");
  const assets = field(event, "assets", "bigint");
  const ticketShares = field(event, "ticketShares", "bigint");
  accrue(node, event.timestamp, terms);
  node.pool.assets -= assets;
  node.pool.shares -= shares;
  sweep(node, node.pool);
  node.tickets.assets += assets;
  node.tickets.shares += ticketShares;
  add(state.shares, `${supernode}:${voter}`, -shares);
  add(state.ticketShares, `${supernode}:${voter}:${field(event, "epoch", "bigint")}`, ticketShares);
}

function payIn(state: StakingState, event: ChainEvent, terms: StakingTerms): void {
  const amount = field(event, "amount", "bigint");
  for (const supernode of event.args["supernodes"] as Iterable<string>) {
    const node = nodeOf(state, supernode);
    accrue(node, event.timestamp, terms);
    const { assets } = node.pool;
    const part = assets === 0n ? 0n : (amount * assets) / (assets + node.bond);
    const toVoters = part - (part * commissionAt(node, event.timestamp, terms)) / BASIS_POINTS;
    node.bond += amount - toVoters;
    node.incoming += toVoters;
  }
}

/** What rounding left in a pool without shares belongs to the bond. */
function sweep(node: SupernodeState, pool: { assets: bigint; shares: bigint }): void {
  if (pool.shares !== 0n) return;
  node.bond += pool.assets;
  pool.assets = 0n;
}

function accrue(node: SupernodeState, now: bigint, terms: StakingTerms): void {
  const epoch = epochAt(now, terms);
  const passed = epoch - epochAt(node.drippedAt, terms);
  let dripped: bigint;
  if (passed === 0n) {
    const left = epochStart(epoch + 1n, terms) - node.drippedAt;
    dripped = (node.dripping * (now - node.drippedAt)) / left;
    node.dripping -= dripped;
  } else if (passed === 1n) {
    const ofIncoming = (node.incoming * (now - epochStart(epoch, terms))) / terms.epochLength;
    dripped = node.dripping + ofIncoming;
    node.dripping = node.incoming - ofIncoming;
    node.incoming = 0n;
  } else {
    dripped = node.dripping + node.incoming;
    node.dripping = 0n;
    node.incoming = 0n;
  }
  if (node.pool.assets === 0n) node.bond += dripped;
  else node.pool.assets += dripped;
  node.drippedAt = now;
}

function commissionAt(node: SupernodeState, now: bigint, terms: StakingTerms): bigint {
  return epochAt(now, terms) >= node.commissionFrom ? node.nextCommission : node.commission;
}

function add(map: Map<string, bigint>, key: string, change: bigint): void {
  map.set(key, (map.get(key) ?? 0n) + change);
}
