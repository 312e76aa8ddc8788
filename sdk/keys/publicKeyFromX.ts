import { secp256k1 } from "@noble/curves/secp256k1.js";
import { concat, getBytes, toBeHex } from "ethers";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import type { PublicKey } from "../types/PublicKey.js";
import { requirePublicKey } from "./requirePublicKey.js";

/**
 * The whole point of a key that the chain keeps as x and the parity of y, as `SupernodeStaking.encryptionKeyOf` returns
 * it.
 *
 * @param parity 0 or 1
 */
export function publicKeyFromX(x: bigint, parity: bigint): PublicKey {
  const key = pointOf(x, parity);
  requirePublicKey(key);
  return key;
}

function pointOf(x: bigint, parity: bigint): PublicKey {
  try {
    const bytes = getBytes(concat([toBeHex(2n + parity, 1), toBeHex(x, 32)]));
    const point = secp256k1.Point.fromBytes(bytes).toAffine();
    return { x: point.x, y: point.y };
  } catch (cause) {
    const error = new InvalidArgumentError(
      "x and parity",
      `${x} and ${parity}`,
      "the coordinate of a point of secp256k1",
    );
    error.cause = cause;
    throw error;
  }
}
