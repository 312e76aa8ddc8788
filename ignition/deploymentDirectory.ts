import { join } from "node:path";

import hre from "hardhat";

/**
 * Where the deployment on a network is kept: the plan (plan.json), the address book (address-book.json), and Ignition's
 * journal (ignition/) to go on from. The environment variable VIRUSMAP_DEPLOYMENTS names another folder than
 * `deployments` for all of them.
 */
export function deploymentDirectory(networkName: string): string {
  const root = process.env["VIRUSMAP_DEPLOYMENTS"] ?? join(hre.config.paths.root, "deployments");
  return join(root, networkName);
}
