import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import type { PublicKey } from "../types/PublicKey.js";
import { isValidPublicKey } from "./isValidPublicKey.js";

/** Refuses what is no usable public key: a made-up point would leak the private key that it is multiplied with. */
export function requirePublicKey(key: PublicKey): void {
  if (isValidPublicKey(key)) return;
  throw new InvalidArgumentError(
    "publicKey",
    `(${key.x}, ${key.y})`,
    "a point of secp256k1 with x from 1 to the group's order",
  );
}
