import type { Order } from "../types/Order.js";
import type { PublicKey } from "../types/PublicKey.js";

/** An order as the chain announced it: all that its provider needs. */
export interface Purchase {
  readonly id: string;
  readonly order: Order;
  /** The buyer's one-time key. */
  readonly buyerKey: PublicKey;
  readonly contentHash: string;
  /** Of the report with the verdict that was bought. */
  readonly epoch: bigint;
}
