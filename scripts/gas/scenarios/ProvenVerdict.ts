import type { Verdict } from "../../../sdk/types/Verdict.js";

/** A verdict in a published report, and the proof of it. */
export interface ProvenVerdict {
  readonly epoch: bigint;
  readonly verdict: Verdict;
  readonly proof: string[];
}
