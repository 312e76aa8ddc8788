import { join } from "node:path";

import hre from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

/**
 * Where a deployment is kept: the plan (plan.json), the address book (address-book.json) and, except for the chain
 * inside the process, which nobody can return to, Ignition's journal.
 */
export async function deploymentDirectory(connection: NetworkConnection): Promise<string> {
  const { chainId } = await connection.ethers.provider.getNetwork();
  const embedded = connection.networkConfig.type === "edr-simulated";
  return join(hre.config.paths.ignition, "deployments", embedded ? "embedded" : `chain-${chainId}`);
}
