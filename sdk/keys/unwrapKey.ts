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
 * Opens an envelope of `KeyWrapper` with the recipient's private key and returns the content key.
 *
 * @param leaf hash of the sample, see `sampleLeaf`
 * @throws {KeyEnvelopeError} when it is malformed, was changed, or is for another recipient or leaf
 */
export function unwrapKey(envelope: string, privateKey: string, leaf: string): string {
  if (!isHexString(leaf, 32)) throw new InvalidArgumentError("leaf", leaf, "32 bytes");
  const ephemeral = ephemeralKeyOf(envelope);
  const { key, nonce } = envelopeKey({
    shared: sharedX(privateKey, ephemeral),
    ephemeral: compressedKey(ephemeral),
    recipient: compressedKey(publicKeyOf(privateKey)),
    leaf,
    index: dataSlice(envelope, INDEX, ENCRYPTED),
  });

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

function ephemeralKeyOf(envelope: string): PublicKey {
  const length = isHexString(envelope, true) ? dataLength(envelope) : 0;
  if (length !== ENVELOPE_LENGTH) {
    throw new KeyEnvelopeError(`the envelope has ${length} bytes, expected ${ENVELOPE_LENGTH}`);
  }
  const version = dataSlice(envelope, 0, 1);
  if (version !== VERSION) throw new KeyEnvelopeError(`the envelope is of version ${version}, expected ${VERSION}`);
  const prefix = BigInt(dataSlice(envelope, 1, 2));
  try {
    return publicKeyFromX(BigInt(dataSlice(envelope, 2, INDEX)), prefix - 2n);
  } catch (cause) {
    throw new KeyEnvelopeError("the envelope's ephemeral key is no point of secp256k1", { cause });
  }
}
