import { getBytes, isHexString } from "ethers";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const PREFIX = [0x01, 0x55, 0x12, 0x20]; // CID version 1, raw bytes, SHA2-256, 32 bytes of digest

/**
 * The CID of raw bytes with the given SHA-256, in base32 (RFC 4648, lower case, no padding): version 1, codec `raw`, as
 * IPFS gives to a block. A file that IPFS cuts into blocks has another CID there.
 */
export function cidOf(digest: string): string {
  if (!isHexString(digest, 32)) throw new InvalidArgumentError("digest", digest, "32 bytes");
  let result = "b";
  let buffer = 0;
  let bits = 0;
  for (const byte of [...PREFIX, ...getBytes(digest)]) {
    buffer = ((buffer << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) result += ALPHABET.charAt((buffer >> (bits - 5)) & 31);
  }
  return result + ALPHABET.charAt((buffer << (5 - bits)) & 31);
}
