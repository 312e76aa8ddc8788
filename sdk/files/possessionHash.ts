import { createHash, type Hash } from "node:crypto";

import { getBytes, isHexString } from "ethers";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";

/**
 * The hash that proves possession, before the content's bytes have been added: sha256(submitter, salt, bytes), with 20
 * bytes of address and 32 of salt.
 */
export function possessionHash(submitter: string, salt: string): Hash {
  if (!isHexString(submitter, 20)) throw new InvalidArgumentError("submitter", submitter, "an address of 20 bytes");
  if (!isHexString(salt, 32)) throw new InvalidArgumentError("salt", salt, "32 bytes");
  return createHash("sha256").update(getBytes(submitter)).update(getBytes(salt));
}
