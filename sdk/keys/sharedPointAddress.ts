import { secp256k1 } from "@noble/curves/secp256k1.js";
import { computeAddress, getBytes, hexlify } from "ethers";

import type { PublicKey } from "../types/PublicKey.js";
import { compressedKey } from "./compressedKey.js";
import { privateKeyBytes } from "./privateKeyBytes.js";

/**
 * The address of the point that the owners of two keys share, from one's private and the other's public key: the last 20
 * bytes of keccak256(x, y). The contracts compute it with `KeyExchange.multiply`.
 */
export function sharedPointAddress(privateKey: string, publicKey: PublicKey): string {
  const other = getBytes(compressedKey(publicKey));
  return computeAddress(hexlify(secp256k1.getSharedSecret(privateKeyBytes(privateKey), other, false)));
}
