import type { Sample } from "../sdk/types/Sample.js";

/** What a hand-over claims, and a seat holder acknowledges: everything about it that others may know. */
export interface HandOverClaims {
  readonly sample: Sample;
  /** Who submitted the root. */
  readonly aggregator: string;
  readonly root: string;
  readonly proof: readonly string[];
  readonly ciphertextCid: string;
  readonly keyCommitment: string;
}
