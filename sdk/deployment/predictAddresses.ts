import { getCreateAddress } from "ethers";

import type { ContractName } from "./ContractName.js";
import { deploymentOrder } from "./deploymentOrder.js";

/**
 * The address of every contract, before any is deployed: the last 20 bytes of keccak256(rlp(deployer, nonce)), where
 * the nonces follow the order of deployment.
 *
 * @param deployer the only account that deploys
 * @param firstNonce the deployer's nonce for the first contract
 */
export function predictAddresses(deployer: string, firstNonce: number): Record<ContractName, string> {
  const entries = deploymentOrder.map(({ name }, offset) => [
    name,
    getCreateAddress({ from: deployer, nonce: firstNonce + offset }),
  ]);
  return Object.fromEntries(entries) as Record<ContractName, string>;
}
