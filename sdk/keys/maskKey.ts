import { AbiCoder, isHexString, keccak256, toBeHex } from "ethers";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";

/**
 * Masks a content key for one order, or unmasks it: the operation is its own inverse; `KeyExchange.mask`.
 *
 * @param sharedAddress see sharedPointAddress
 * @param orderId see orderId
 */
export function maskKey(contentKey: string, sharedAddress: string, orderId: string): string {
  if (!isHexString(contentKey, 32)) throw new InvalidArgumentError("contentKey", "not shown", "32 bytes");
  const mask = keccak256(AbiCoder.defaultAbiCoder().encode(["address", "bytes32"], [sharedAddress, orderId]));
  return toBeHex(BigInt(contentKey) ^ BigInt(mask), 32);
}
