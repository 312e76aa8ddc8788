import { isHexString, keccak256 } from "ethers";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";

/** What a council commits to in a verdict: keccak256 of the content key. */
export function keyCommitment(contentKey: string): string {
  if (!isHexString(contentKey, 32)) throw new InvalidArgumentError("contentKey", "not shown", "32 bytes");
  return keccak256(contentKey);
}
