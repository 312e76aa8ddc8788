import type { Verdict } from "../types/Verdict.js";

/** A verdict, and that the report of `epoch` contains it: for `VerdictLedger.verify`, `record`, `DataMarket.purchase`. */
export interface ProvenVerdict {
  readonly epoch: bigint;
  readonly verdict: Verdict;
  readonly proof: readonly string[];
}
