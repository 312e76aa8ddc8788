import { createCipheriv } from "node:crypto";

import { concat, getBytes, isHexString, toBeHex } from "ethers";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import type { PublicKey } from "../types/PublicKey.js";
import { compressedKey } from "./compressedKey.js";
import { envelopeKey } from "./envelopeKey.js";
import { generateKeyPair } from "./generateKeyPair.js";
import { sharedX } from "./sharedX.js";

const VERSION = "0x02";

/**
 * Encrypts the content keys of one submission to the owner of a public key: ECIES (SEC 1, section 5.1) with AES-256-GCM,
 * where one key exchange serves all keys and each has an index.
 *
 * Envelope, 86 bytes: version 02; the ephemeral public key, compressed, 33 bytes; the index, 4; the encrypted key, 32; the
 * tag, 16. It opens for `leaf` only, so that nobody can pass a key off as another sample's. Two envelopes of one wrapper
 * never share key and nonce, even for one leaf: the wrapper counts, and no caller gives an index. Two wrappers never do
 * either, since each draws an ephemeral key of its own. See docs/decisions/0015-one-key-exchange-a-submission.md.
 */
export class KeyWrapper {
  private readonly ephemeral: string;
  private readonly recipient: string;
  private readonly shared: Uint8Array;
  private count = 0;

  /** @throws {InvalidArgumentError} for what is no usable public key */
  constructor(recipient: PublicKey) {
    const { privateKey, publicKey } = generateKeyPair();
    this.ephemeral = compressedKey(publicKey);
    this.recipient = compressedKey(recipient);
    this.shared = sharedX(privateKey, recipient);
  }

  /**
   * @param leaf hash of the sample, see `sampleLeaf`
   * @returns the envelope, for `KeyUnwrapper`
   * @throws {InvalidArgumentError} when either is not of 32 bytes
   */
  wrap(contentKey: string, leaf: string): string {
    if (!isHexString(contentKey, 32)) throw new InvalidArgumentError("contentKey", "not shown", "32 bytes");
    if (!isHexString(leaf, 32)) throw new InvalidArgumentError("leaf", leaf, "32 bytes");
    const index = toBeHex(this.count, 4); // refuses what is too large, after four thousand million keys
    this.count += 1;
    const { ephemeral, recipient, shared } = this;
    const { key, nonce } = envelopeKey({ shared, ephemeral, recipient, leaf, index });

    const header = concat([VERSION, ephemeral, index]);
    const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(getBytes(header));
    const encrypted = Buffer.concat([cipher.update(getBytes(contentKey)), cipher.final()]);
    return concat([header, encrypted, cipher.getAuthTag()]);
  }
}
