import type { Report } from "../sdk/types/Report.js";
import type { Signature } from "../sdk/types/Signature.js";

/** A report on its way to a quorum, with all that a signer needs to build it anew. */
export interface Proposal {
  readonly report: Report;
  /** Digests of the bulletins that it was built from, one a seat. */
  readonly bulletins: readonly string[];
  /** Units of VMT for submitters that it was built within. */
  readonly submittersBudget: bigint;
  /** By seat. That of the seat whose turn it is comes first: it makes the report a proposal. */
  readonly signatures: ReadonlyMap<number, Signature>;
}
