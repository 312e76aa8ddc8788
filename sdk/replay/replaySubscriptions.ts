import { epochAt } from "../epochs/epochAt.js";
import type { EpochTimes } from "../epochs/EpochTimes.js";
import type { ChainEvent } from "./ChainEvent.js";
import { field } from "./field.js";

const BASIS_POINTS = 10_000n;

interface SubscriptionTerms extends EpochTimes {
  /** Part of what is earned that goes to the pool, in basis points; the rest is burned. */
  readonly poolShare: bigint;
}

interface SubscriptionState {
  unearned: bigint;
  from: bigint;
  until: bigint;
  since: bigint;
}

/** Units of VMT. */
interface SubscriptionsState {
  readonly byVendor: Map<string, SubscriptionState>;
  /** Earned and not flushed yet. */
  toPool: bigint;
  toBurn: bigint;
}

/** Subscriptions and accrued shares from events alone. */
export function replaySubscriptions(events: readonly ChainEvent[], terms: SubscriptionTerms): SubscriptionsState {
  const state: SubscriptionsState = { byVendor: new Map(), toPool: 0n, toBurn: 0n };
  for (const event of events) {
    if (event.name === "Flushed") {
      state.toPool -= field(event, "toPool", "bigint");
      state.toBurn -= field(event, "burned", "bigint");
    }
    if (event.args["vendor"] !== undefined) apply(state, event, terms);
  }
  return state;
}

function apply(state: SubscriptionsState, event: ChainEvent, terms: SubscriptionTerms): void {
  const vendor = field(event, "vendor", "string");
  const subscription = state.byVendor.get(vendor) ?? { unearned: 0n, from: 0n, until: 0n, since: 0n };
  state.byVendor.set(vendor, subscription);
  const amount = field(event, "amount", "bigint");
  switch (event.name) {
    case "Subscribed": {
      const epoch = epochAt(event.timestamp, terms);
      const first = epoch === 0n ? 1n : epoch;
      if (subscription.until <= epoch) {
        subscription.since = first;
        subscription.from = first;
      }
      subscription.unearned += amount;
      subscription.until = field(event, "until", "bigint");
      break;
    }
    case "Earned": {
      const toPool = (amount * terms.poolShare) / BASIS_POINTS;
      state.toPool += toPool;
      state.toBurn += amount - toPool;
      subscription.unearned -= amount;
      subscription.from = field(event, "from", "bigint");
      break;
    }
    case "Cancelled":
      subscription.unearned = 0n;
      subscription.until = field(event, "until", "bigint");
      break;
  }
}
