import type { Sample } from "../types/Sample.js";

/** One leaf of a submitted root, with what a supernode read from the chain and what it was handed for it. */
export interface ReportSubmission {
  readonly sample: Sample;
  /** When the root of this leaf was first submitted by its sender, whoever that is, in Unix seconds. */
  readonly rootTime: bigint;
  readonly blockNumber: bigint;
  /** Place of the root's log in its block. */
  readonly logIndex: bigint;
  /** See `handOverEpoch`; `null` while fewer than a quorum have acknowledged it. */
  readonly handedOverIn: bigint | null;
  /** Whether the salt and the bytes give `sample.possession`, and the leaf was proven to be under the root. */
  readonly possessionVerified: boolean;
  /** Digest of the encrypted content that was handed over. */
  readonly ciphertextCid: string;
  /** keccak256 of the key to that ciphertext. */
  readonly keyCommitment: string;
}
