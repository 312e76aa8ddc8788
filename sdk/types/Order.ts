import type { Kind } from "./Kind.js";

/** The terms of an order, fixed when it is made; their hash is its id. `IDataMarket.Order`. */
export interface Order {
  readonly buyer: string;
  readonly provider: string;
  /** Who earns the royalty. */
  readonly submitter: string;
  readonly kind: Kind;
  /** Units of VMT. */
  readonly price: bigint;
  /** keccak256 of the content key. */
  readonly keyCommitment: string;
  /** The provider's encryption key when the order was made: x, and the parity of y. */
  readonly providerKeyX: bigint;
  readonly providerKeyParity: bigint;
  /** Address of the buyer's key. */
  readonly buyerKey: string;
  /** First second of refunds, in Unix seconds. */
  readonly deadline: bigint;
}
