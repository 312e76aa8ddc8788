import type { Deployment } from "./Deployment.js";

/** What a seat holder signs: it says of the lines that follow it whose they are, what they are for, and which they are. */
export interface Envelope extends Deployment {
  readonly seat: number;
  /** The epoch of the report. */
  readonly epoch: bigint;
  /** Of the lines, in bytes. */
  readonly size: number;
  /** SHA-256 of the lines. Two bulletins of a seat are the same when theirs are. */
  readonly contents: string;
  /** By the key that signs the supernode's reports (EIP-712, see `bulletinTypedData`). */
  readonly signature: string;
}
