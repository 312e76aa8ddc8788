import { secp256k1 } from "@noble/curves/secp256k1.js";

import type { PublicKey } from "../types/PublicKey.js";
import { privateKeyBytes } from "./privateKeyBytes.js";

/** The public half of a private key. */
export function publicKeyOf(privateKey: string): PublicKey {
  const { x, y } = secp256k1.Point.fromBytes(secp256k1.getPublicKey(privateKeyBytes(privateKey))).toAffine();
  return { x, y };
}
