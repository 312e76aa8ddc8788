import { secp256k1 } from "@noble/curves/secp256k1.js";
import { hexlify } from "ethers";

import { isValidPublicKey } from "./isValidPublicKey.js";
import type { KeyPair } from "./KeyPair.js";
import { publicKeyOf } from "./publicKeyOf.js";

/** A fresh random key that the contracts accept: one whose x is not below the group's order is drawn again. */
export function generateKeyPair(random: () => Uint8Array = () => secp256k1.utils.randomSecretKey()): KeyPair {
  for (;;) {
    const bytes = random();
    if (!secp256k1.utils.isValidSecretKey(bytes)) continue;
    const privateKey = hexlify(bytes);
    const publicKey = publicKeyOf(privateKey);
    if (isValidPublicKey(publicKey)) return { privateKey, publicKey };
  }
}
