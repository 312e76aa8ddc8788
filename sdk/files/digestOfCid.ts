import { hexlify } from "ethers";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { cidOf } from "./cidOf.js";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const PREFIX_BYTES = 4;

/** The SHA-256 in a CID of `cidOf`. Refuses every other CID, also another spelling of the same bytes. */
export function digestOfCid(cid: string): string {
  const bytes: number[] = [];
  let buffer = 0;
  let bits = 0;
  for (const character of cid.slice(1)) {
    buffer = ((buffer << 5) | ALPHABET.indexOf(character)) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((buffer >> bits) & 0xff);
    }
  }
  const digest = hexlify(Uint8Array.from(bytes.slice(PREFIX_BYTES)));
  if (bytes.length !== PREFIX_BYTES + 32 || cidOf(digest) !== cid) {
    throw new InvalidArgumentError("cid", cid, "a CID of version 1 in base32, codec raw, SHA2-256");
  }
  return digest;
}
