import { createDecipheriv } from "node:crypto";

import { dataLength, dataSlice, getBytes, hexlify, isHexString } from "ethers";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { envelopeKey } from "./envelopeKey.js";
import { KeyEnvelopeError } from "./KeyEnvelopeError.js";
import { publicKeyFromX } from "./publicKeyFromX.js";
import { publicKeyOf } from "./publicKeyOf.js";

const VERSION = "0x01";
const ENVELOPE_LENGTH = 82;

/** Opens an envelope of `wrapKey` with the recipient's private key and returns the content key. */
export function unwrapKey(envelope: string, privateKey: string, contentHash: string): string {
  if (!isHexString(contentHash, 32)) throw new InvalidArgumentError("contentHash", contentHash, "32 bytes");
  const recipient = publicKeyOf(privateKey);
  const ephemeral = ephemeralKeyOf(envelope);
  const { key, nonce } = envelopeKey(privateKey, ephemeral, ephemeral, recipient, contentHash);

  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: 16 })
    .setAAD(getBytes(dataSlice(envelope, 0, 34)))
    .setAuthTag(getBytes(dataSlice(envelope, 66)));
  try {
    return hexlify(Buffer.concat([decipher.update(getBytes(dataSlice(envelope, 34, 66))), decipher.final()]));
  } catch (cause) {
    throw new KeyEnvelopeError(`the envelope does not open for content ${contentHash}; ask its sender for another`, {
      cause,
    });
  }
}

function ephemeralKeyOf(envelope: string) {
  const length = isHexString(envelope, true) ? dataLength(envelope) : 0;
  if (length !== ENVELOPE_LENGTH) {
    throw new KeyEnvelopeError(`the envelope has ${length} bytes, expected ${ENVELOPE_LENGTH}`);
  }
  const version = dataSlice(envelope, 0, 1);
  if (version !== VERSION) throw new KeyEnvelopeError(`the envelope is of version ${version}, expected ${VERSION}`);
  const prefix = BigInt(dataSlice(envelope, 1, 2));
  try {
    return publicKeyFromX(BigInt(dataSlice(envelope, 2, 34)), prefix - 2n);
  } catch (cause) {
    throw new KeyEnvelopeError("the envelope's ephemeral key is no point of secp256k1", { cause });
  }
}
