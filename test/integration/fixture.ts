import type { NetworkConnection } from "hardhat/types/network";

import { deploySystem } from "../../ignition/deploySystem.js";
import { readParameters } from "../../ignition/readParameters.js";
import { JourneySystem } from "./JourneySystem.js";

/**
 * The production deployment with the parameters of `ignition/parameters/local.json5`, before the sale:
 *
 *     const connection = await network.create();
 *     const system = await connection.networkHelpers.loadFixture(deployedSystem);
 */
export async function deployedSystem(connection: NetworkConnection): Promise<JourneySystem> {
  // Its first block may be older than the sale's notice: the chain was made when the tests were loaded.
  await connection.networkHelpers.mine();
  const now = await connection.networkHelpers.time.latest();
  const parameters = await readParameters("ignition/parameters/local.json5", now);
  const { contracts, addressBook } = await deploySystem(connection, parameters);
  return new JourneySystem(connection, contracts, addressBook, parameters, await connection.ethers.getSigners());
}

/**
 * The same, after the sale: the bank holds VMT, a council of seven sits, and epoch 1 has begun.
 *
 *     const system = await connection.networkHelpers.loadFixture(runningSystem);
 */
export async function runningSystem(connection: NetworkConnection): Promise<JourneySystem> {
  const system = await deployedSystem(connection);
  await system.runSale();
  await system.fillCouncil();
  await system.toEpoch(1n);
  return system;
}
