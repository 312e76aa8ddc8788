import { secp256k1 } from "@noble/curves/secp256k1.js";
import { getBytes, isHexString } from "ethers";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";

/** The bytes of a private key, once it is known to be a scalar from 1 to the group's order minus 1. */
export function privateKeyBytes(privateKey: string): Uint8Array {
  const bytes = isHexString(privateKey, 32) ? getBytes(privateKey) : undefined;
  if (bytes === undefined || !secp256k1.utils.isValidSecretKey(bytes)) {
    throw new InvalidArgumentError("privateKey", "not shown", "32 bytes, from 1 to the order of secp256k1 minus 1");
  }
  return bytes;
}
