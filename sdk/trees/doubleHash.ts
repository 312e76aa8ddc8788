import { AbiCoder, keccak256 } from "ethers";

/**
 * Hash of ABI-encoded values, hashed again: a leaf of 32 bytes under the hash can never be read as the 64 bytes of an
 * inner node.
 *
 * @param types ABI types in ethers' notation
 */
export function doubleHash(types: readonly string[], values: readonly unknown[]): string {
  return keccak256(keccak256(AbiCoder.defaultAbiCoder().encode(types, values)));
}
