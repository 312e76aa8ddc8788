import type { Floor } from "./Floor.js";

/** Gas of one transaction, and the least that it could be. */
export interface Measurement {
  /** `gasUsed` of the receipt. */
  readonly gas: number;
  readonly floor: Floor;
  /** Functions of ours that it called and that may write, outermost first: "VerdictLedger.publish". */
  readonly calls: readonly string[];
}
