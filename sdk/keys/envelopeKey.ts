import { hkdfSync } from "node:crypto";

import { secp256k1 } from "@noble/curves/secp256k1.js";
import { concat, getBytes, toUtf8Bytes } from "ethers";

import type { PublicKey } from "../types/PublicKey.js";
import { compressedKey } from "./compressedKey.js";
import { privateKeyBytes } from "./privateKeyBytes.js";

const CONTEXT = toUtf8Bytes("VirusMap content key, version 1");

/**
 * The key and the nonce of one envelope: HKDF-SHA256 (RFC 5869) of the shared x, salted with both public keys, for one
 * content. An ephemeral key is used once, so that the pair never repeats.
 */
export function envelopeKey(
  privateKey: string,
  publicKey: PublicKey,
  ephemeral: PublicKey,
  recipient: PublicKey,
  contentHash: string,
): { key: Uint8Array; nonce: Uint8Array } {
  const other = getBytes(compressedKey(publicKey));
  const shared = secp256k1.getSharedSecret(privateKeyBytes(privateKey), other).subarray(1);
  const salt = getBytes(concat([compressedKey(ephemeral), compressedKey(recipient)]));
  const context = getBytes(concat([CONTEXT, contentHash]));
  const derived = new Uint8Array(hkdfSync("sha256", shared, salt, context, 32 + 12));
  return { key: derived.subarray(0, 32), nonce: derived.subarray(32) };
}
