import type { Sample } from "../types/Sample.js";

/** One leaf of a submitted root, with what a supernode read from the chain and what it received for it. */
export interface Submission {
  readonly sample: Sample;
  /** Who sent the root: the submitter, an aggregator, or somebody who copied it. It gives the sender nothing. */
  readonly aggregator: string;
  /** When this sender first submitted this root, in Unix seconds. */
  readonly rootTime: bigint;
  readonly blockNumber: bigint;
  /** Place of the root's log in its block. */
  readonly logIndex: bigint;
  /** The epoch in which file and salt were handed over; `null` before. */
  readonly handedOverIn: bigint | null;
  /** Whether the salt and the bytes give `sample.possession`, and the leaf was proven to be under the root. */
  readonly possessionVerified: boolean;
}
