import type { Envelope } from "./Envelope.js";

/** A bulletin as it travels: the envelope as a line of JSON, then a line for each examination. */
export interface SignedBulletin {
  readonly envelope: Envelope;
  /** The lines after the envelope, in pieces, from the beginning each time that it is asked for them. */
  readonly lines: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}
