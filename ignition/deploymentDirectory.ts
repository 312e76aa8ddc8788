import { join } from "node:path";

import hre from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

/**
 * Where a deployment is kept: Ignition's journal, the plan (plan.json) and the address book (address-book.json).
 * Undefined for the chain inside the process, which keeps nothing.
 */
export async function deploymentDirectory(connection: NetworkConnection): Promise<string | undefined> {
  if (connection.networkConfig.type === "edr-simulated") return undefined;
  const { chainId } = await connection.ethers.provider.getNetwork();
  return join(hre.config.paths.ignition, "deployments", `chain-${chainId}`);
}
