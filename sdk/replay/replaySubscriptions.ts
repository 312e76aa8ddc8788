import { epochAt } from "../epochs/epochAt.js";
import type { EpochTimes } from "../epochs/EpochTimes.js";
import type { ChainEvent } from "./ChainEvent.js";
import { field } from "./field.js";

interface SubscriptionState {
  unearned: bigint;
  from: bigint;
  until: bigint;
  since: bigint;
}

/** Subscriptions by vendor from events alone. */
export function replaySubscriptions(events: readonly ChainEvent[], times: EpochTimes): Map<string, SubscriptionState> {
  const states = new Map<string, SubscriptionState>();
  for (const event of events) {
    if (event.args["vendor"] === undefined) continue;
    const vendor = field(event, "vendor", "string");
    const state = states.get(vendor) ?? { unearned: 0n, from: 0n, until: 0n, since: 0n };
    states.set(vendor, state);
    const amount = field(event, "amount", "bigint");
    switch (event.name) {
      case "Subscribed": {
        const epoch = epochAt(event.timestamp, times);
        const first = epoch === 0n ? 1n : epoch;
        if (state.until <= epoch) {
          state.since = first;
          state.from = first;
        }
        state.unearned += amount;
        state.until = field(event, "until", "bigint");
        break;
      }
      case "Earned":
        state.unearned -= amount;
        state.from = field(event, "from", "bigint");
        break;
      case "Cancelled":
        state.unearned = 0n;
        state.until = field(event, "until", "bigint");
        break;
    }
  }
  return states;
}
