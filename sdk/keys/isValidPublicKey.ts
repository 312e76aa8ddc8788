import { secp256k1 } from "@noble/curves/secp256k1.js";

import type { PublicKey } from "../types/PublicKey.js";

const { p, n } = secp256k1.Point.CURVE();

/**
 * Whether the contracts accept `key`: on the curve, coordinates reduced, not zero, and x below the group's order, since
 * they multiply with a precompile that takes x as a scalar; `KeyExchange.isValid`.
 */
export function isValidPublicKey(key: PublicKey): boolean {
  const { x, y } = key;
  if (x <= 0n || x >= n || y < 0n || y >= p) return false;
  return (y * y - (x * x * x + 7n)) % p === 0n;
}
