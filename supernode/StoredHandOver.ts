import type { HandOverClaims } from "./HandOverClaims.js";

/** A hand-over as it lies in a content store: the ciphertext is there too, under its digest. */
export interface StoredHandOver {
  readonly claims: HandOverClaims;
  readonly salt: string;
  /** The content key wrapped to each seat holder, by operator. */
  readonly wrappedKeys: ReadonlyMap<string, string>;
}
