import { createCipheriv } from "node:crypto";

import { concat, getBytes, isHexString } from "ethers";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import type { PublicKey } from "../types/PublicKey.js";
import { compressedKey } from "./compressedKey.js";
import { envelopeKey } from "./envelopeKey.js";
import { generateKeyPair } from "./generateKeyPair.js";

const VERSION = "0x01";

/**
 * Encrypts a content key to the owner of a public key (ECIES, SEC 1, section 5.1, with AES-256-GCM).
 *
 * Envelope, 82 bytes: version 01; the ephemeral public key, compressed, 33 bytes; the encrypted key, 32; the tag, 16. It
 * opens for `contentHash` only, so that nobody can pass a key off as another content's.
 */
export function wrapKey(contentKey: string, recipient: PublicKey, contentHash: string): string {
  if (!isHexString(contentKey, 32)) throw new InvalidArgumentError("contentKey", "not shown", "32 bytes");
  if (!isHexString(contentHash, 32)) throw new InvalidArgumentError("contentHash", contentHash, "32 bytes");
  const ephemeral = generateKeyPair();
  const header = concat([VERSION, compressedKey(ephemeral.publicKey)]);
  const { key, nonce } = envelopeKey(ephemeral.privateKey, recipient, ephemeral.publicKey, recipient, contentHash);

  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(getBytes(header));
  const encrypted = Buffer.concat([cipher.update(getBytes(contentKey)), cipher.final()]);
  return concat([header, encrypted, cipher.getAuthTag()]);
}
