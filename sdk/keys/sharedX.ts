import { secp256k1 } from "@noble/curves/secp256k1.js";
import { getBytes } from "ethers";

import type { PublicKey } from "../types/PublicKey.js";
import { compressedKey } from "./compressedKey.js";
import { privateKeyBytes } from "./privateKeyBytes.js";

/** What the owners of two keys share: 32 bytes, x of the point that one's private and the other's public key give. */
export function sharedX(privateKey: string, publicKey: PublicKey): Uint8Array {
  const other = getBytes(compressedKey(publicKey));
  return secp256k1.getSharedSecret(privateKeyBytes(privateKey), other).subarray(1);
}
