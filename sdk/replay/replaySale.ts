import { SaleState } from "../types/SaleState.js";
import type { ChainEvent } from "./ChainEvent.js";
import { field } from "./field.js";

interface SaleRecords {
  state: SaleState;
  sold: bigint;
  raised: bigint;
  released: bigint;
  finalizedAt: bigint;
  readonly purchases: Map<string, { paid: bigint; tokens: bigint; admitted: boolean }>;
}

/** The sale from its events alone. */
export function replaySale(events: readonly ChainEvent[]): SaleRecords {
  const records: SaleRecords = {
    state: SaleState.OPEN,
    sold: 0n,
    raised: 0n,
    released: 0n,
    finalizedAt: 0n,
    purchases: new Map(),
  };
  const purchaseOf = (account: string) => {
    const purchase = records.purchases.get(account) ?? { paid: 0n, tokens: 0n, admitted: false };
    records.purchases.set(account, purchase);
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
        records.raised += field(event, "paid", "bigint");
        records.sold += field(event, "tokens", "bigint");
        break;
      }
      case "Finalized":
        records.state = Number(field(event, "state", "bigint")) as SaleState;
        records.finalizedAt = event.timestamp;
        break;
      case "Claimed":
      case "Refunded":
        // Who is served has no record any more.
        records.purchases.set(field(event, "buyer", "string"), { paid: 0n, tokens: 0n, admitted: false });
        break;
      case "ProceedsReleased":
        records.released += field(event, "amount", "bigint");
        break;
    }
  }
  return records;
}
