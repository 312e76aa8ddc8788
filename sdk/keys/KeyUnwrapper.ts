import { createDecipheriv } from "node:crypto";

import { dataLength, dataSlice, getBytes, hexlify, isHexString } from "ethers";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import type { PublicKey } from "../types/PublicKey.js";
import { compressedKey } from "./compressedKey.js";
import { envelopeKey } from "./envelopeKey.js";
import { KeyEnvelopeError } from "./KeyEnvelopeError.js";
import { publicKeyFromX } from "./publicKeyFromX.js";
import { publicKeyOf } from "./publicKeyOf.js";
import { sharedX } from "./sharedX.js";

const VERSION = "0x02";
const INDEX = 34; // after version and ephemeral key
const ENCRYPTED = 38;
const TAG = 70;
const ENVELOPE_LENGTH = 86;

/**
 * Opens envelopes of `KeyWrapper` with one private key. The envelopes of a submission have one ephemeral key: its key exchange, which
 * costs far more than all else, is made once for those that come one after the other.
 */
export class KeyUnwrapper {
  private readonly recipient: string;
  /** Of the last envelope: its ephemeral key, compressed, and the secret that is shared with it. */
  private last: { ephemeral: string; shared: Uint8Array } | undefined;

  constructor(private readonly privateKey: string) {
    this.recipient = compressedKey(publicKeyOf(privateKey));
  }

  /**
   * @param leaf hash of the sample, see `sampleLeaf`
   * @returns the content key
   * @throws {KeyEnvelopeError} when the envelope is malformed, was changed, or is for another recipient or leaf
   */
  unwrap(envelope: string, leaf: string): string {
    if (!isHexString(leaf, 32)) throw new InvalidArgumentError("leaf", leaf, "32 bytes");
    const { ephemeral, shared } = this.exchangeOf(envelope);
    const index = dataSlice(envelope, INDEX, ENCRYPTED);
    const { key, nonce } = envelopeKey({ shared, ephemeral, recipient: this.recipient, leaf, index });

    const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: 16 })
      .setAAD(getBytes(dataSlice(envelope, 0, ENCRYPTED)))
      .setAuthTag(getBytes(dataSlice(envelope, TAG)));
    try {
      return hexlify(Buffer.concat([decipher.update(getBytes(dataSlice(envelope, ENCRYPTED, TAG))), decipher.final()]));
    } catch (cause) {
      throw new KeyEnvelopeError(`the envelope does not open for the leaf ${leaf}; ask its sender for another`, {
        cause,
      });
    }
  }

  private exchangeOf(envelope: string): { ephemeral: string; shared: Uint8Array } {
    const length = isHexString(envelope, true) ? dataLength(envelope) : 0;
    if (length !== ENVELOPE_LENGTH) {
      throw new KeyEnvelopeError(`the envelope has ${length} bytes, expected ${ENVELOPE_LENGTH}`);
    }
    const version = dataSlice(envelope, 0, 1);
    if (version !== VERSION) throw new KeyEnvelopeError(`the envelope is of version ${version}, expected ${VERSION}`);
    const ephemeral = dataSlice(envelope, 1, INDEX);
    if (this.last?.ephemeral !== ephemeral) {
      this.last = { ephemeral, shared: sharedX(this.privateKey, publicKeyOfBytes(ephemeral)) };
    }
    return this.last;
  }
}

function publicKeyOfBytes(compressed: string): PublicKey {
  const prefix = BigInt(dataSlice(compressed, 0, 1));
  try {
    return publicKeyFromX(BigInt(dataSlice(compressed, 1)), prefix - 2n);
  } catch (cause) {
    throw new KeyEnvelopeError("the envelope's ephemeral key is no point of secp256k1", { cause });
  }
}
