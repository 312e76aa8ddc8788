import { concat, toBeHex } from "ethers";

import type { PublicKey } from "../types/PublicKey.js";
import { requirePublicKey } from "./requirePublicKey.js";

/** A public key in 33 bytes: 02 or 03 by the parity of y, then x (SEC 1, section 2.3.3). */
export function compressedKey(key: PublicKey): string {
  requirePublicKey(key);
  return concat([toBeHex(2n + (key.y & 1n), 1), toBeHex(key.x, 32)]);
}
