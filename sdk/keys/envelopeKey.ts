import { hkdfSync } from "node:crypto";

import { concat, getBytes, toUtf8Bytes } from "ethers";

const CONTEXT = toUtf8Bytes("VirusMap content key, version 2");

interface Envelope {
  /** See `sharedX`. */
  readonly shared: Uint8Array;
  /** Public keys, compressed. */
  readonly ephemeral: string;
  readonly recipient: string;
  /** Hash of the sample. */
  readonly leaf: string;
  /** 4 bytes, big-endian: how many keys were wrapped with this ephemeral key before. */
  readonly index: string;
}

/**
 * The key and the nonce of one envelope: HKDF-SHA256 (RFC 5869) of the shared x, salted with both public keys, for one
 * leaf and one index. An index is used once with an ephemeral key, so that the pair never repeats.
 */
export function envelopeKey({ shared, ephemeral, recipient, leaf, index }: Envelope): {
  key: Uint8Array;
  nonce: Uint8Array;
} {
  const salt = getBytes(concat([ephemeral, recipient]));
  const context = getBytes(concat([CONTEXT, leaf, index]));
  const derived = new Uint8Array(hkdfSync("sha256", shared, salt, context, 32 + 12));
  return { key: derived.subarray(0, 32), nonce: derived.subarray(32) };
}
