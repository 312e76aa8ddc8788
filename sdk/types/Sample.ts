import type { Kind } from "./Kind.js";

/** What a submitter claims to have sent: a leaf of a submission tree. `ISampleRegistry.Sample`. */
export interface Sample {
  /** Who is rewarded. */
  readonly submitter: string;
  readonly kind: Kind;
  /** SHA-256 of the bytes; of a URL, of its canonical form. */
  readonly contentHash: string;
  /** sha256(submitter, salt, bytes). */
  readonly possession: string;
  /** See Policy. */
  readonly policy: bigint;
}
