import type { ChainEvent } from "./chainEvent.js";
import { field } from "./field.js";

export interface SaleState {
  /** 0 open, 1 succeeded, 2 failed. */
  state: bigint;
  sold: bigint;
  raised: bigint;
  released: bigint;
  finalizedAt: bigint;
  readonly purchases: Map<string, { paid: bigint; tokens: bigint; admitted: boolean }>;
}

/** The sale from its events alone. */
export function replaySale(events: readonly ChainEvent[]): SaleState {
  const state: SaleState = { state: 0n, sold: 0n, raised: 0n, released: 0n, finalizedAt: 0n, purchases: new Map() };
  const purchaseOf = (account: string) => {
    const purchase = state.purchases.get(account) ?? { paid: 0n, tokens: 0n, admitted: false };
    state.purchases.set(account, purchase);
    return purchase;
  };
  for (const event of events) {
    switch (event.name) {
      case "Admitted":
        purchaseOf(field(event, "account", "string")).admitted = true;
        break;
      case "Purchased": {
        const purchase = purchaseOf(field(event, "buyer", "string"));
        purchase.paid += field(event, "paid", "bigint");
        purchase.tokens += field(event, "tokens", "bigint");
        state.raised += field(event, "paid", "bigint");
        state.sold += field(event, "tokens", "bigint");
        break;
      }
      case "Finalized":
        state.state = field(event, "state", "bigint");
        state.finalizedAt = event.timestamp;
        break;
      case "Claimed":
      case "Refunded":
        // Who is served has no record any more.
        state.purchases.set(field(event, "buyer", "string"), { paid: 0n, tokens: 0n, admitted: false });
        break;
      case "ProceedsReleased":
        state.released += field(event, "amount", "bigint");
        break;
    }
  }
  return state;
}
