import type { Envelope } from "./Envelope.js";

/** A bulletin as it was found in a store, signed by the holder of its seat; what it says is read with `loadBulletins`. */
export interface HeardBulletin extends Envelope {
  /** Of the stored bytes. Anybody can store one envelope in several spellings. */
  readonly digest: string;
}
