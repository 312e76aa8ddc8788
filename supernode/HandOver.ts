import type { HandOverClaims } from "./HandOverClaims.js";

/** What a submitter's client gives to each seat holder once the sample's root is on chain. */
export interface HandOver {
  readonly claims: HandOverClaims;
  readonly salt: string;
  /** The encrypted content on disk. */
  readonly ciphertext: string;
  /** The content key wrapped to each seat holder, by operator. */
  readonly wrappedKeys: ReadonlyMap<string, string>;
}
