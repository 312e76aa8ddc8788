import { keccak_256 } from "@noble/hashes/sha3.js";

/** keccak256 of keccak256 of bytes that are ABI-encoded already; see `doubleHash`, which encodes. */
export function doubleKeccak(encoded: Uint8Array): string {
  return `0x${Buffer.from(keccak_256(keccak_256(encoded))).toString("hex")}`;
}
