import type { Sample } from "../../sdk/types/Sample.js";

/** What a submitter's client gives to each seat holder once the sample's root is on chain. */
export interface HandOver {
  readonly sample: Sample;
  readonly salt: string;
  /** Who submitted the root. */
  readonly aggregator: string;
  readonly root: string;
  readonly proof: readonly string[];
  /** The encrypted content on disk. */
  readonly ciphertext: string;
  readonly ciphertextCid: string;
  readonly keyCommitment: string;
  /** The content key wrapped to each seat holder, by operator. */
  readonly wrappedKeys: ReadonlyMap<string, string>;
}
