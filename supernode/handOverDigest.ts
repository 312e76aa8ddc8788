import { createHash } from "node:crypto";

import type { HandOverClaims } from "./HandOverClaims.js";
import { handOverKey } from "./handOverKey.js";

/** SHA-256 of a hand-over's key: short, and of an order that nobody chooses. */
export function handOverDigest(claims: HandOverClaims): string {
  return createHash("sha256").update(handOverKey(claims)).digest("hex");
}
