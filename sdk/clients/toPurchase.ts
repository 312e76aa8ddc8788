import type { PurchasedEvent } from "../../typechain-types/DataMarket.js";
import type { Kind } from "../types/Kind.js";
import type { Purchase } from "./Purchase.js";

/** The order in an event `Purchased` of the market, as plain objects. */
export function toPurchase(event: PurchasedEvent.OutputObject): Purchase {
  const { id, order, buyerKey, contentHash, epoch } = event;
  return {
    id,
    order: {
      buyer: order.buyer,
      provider: order.provider,
      submitter: order.submitter,
      kind: Number(order.kind) as Kind,
      price: order.price,
      keyCommitment: order.keyCommitment,
      providerKeyX: order.providerKeyX,
      providerKeyParity: order.providerKeyParity,
      buyerKey: order.buyerKey,
      deadline: order.deadline,
    },
    buyerKey: { x: buyerKey.x, y: buyerKey.y },
    contentHash,
    epoch,
  };
}
