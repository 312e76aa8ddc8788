import { AbiCoder, keccak256 } from "ethers";

import type { Order } from "../types/Order.js";

const ORDER =
  "tuple(address buyer, address provider, address submitter, uint8 kind, uint96 price, bytes32 keyCommitment, " +
  "uint256 providerKeyX, uint8 providerKeyParity, address buyerKey, uint40 deadline)";

/**
 * The id of an order: the hash of its terms, of the chain and of the market; `DataMarket.idOf`.
 *
 * @param market address of the DataMarket
 */
export function orderId(chainId: bigint, market: string, order: Order): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode(["uint256", "address", ORDER], [chainId, market, order]));
}
