import type { Examination } from "./Examination.js";

/** What one supernode tells all others before a report: the hand-overs that it acknowledges and what its engines say. */
export interface Bulletin {
  readonly seat: number;
  /** The epoch of the report. */
  readonly epoch: bigint;
  readonly examinations: readonly Examination[];
}
