import hre from "hardhat";
import type { NetworkConfig } from "hardhat/types/config";

import { UsageError } from "../UsageError.js";

const HARDHATS_OWN = "node"; // added by Hardhat for the chain of its task `node`, which nothing here uses

/**
 * The settings of a network of hardhat.config.ts.
 *
 * @throws UsageError when there is none of that name
 */
export function networkOf(name: string): NetworkConfig {
  const known = Object.keys(hre.config.networks).filter((each) => each !== HARDHATS_OWN);
  const config = hre.config.networks[name];
  if (config === undefined || !known.includes(name)) {
    throw new UsageError(`--network is ${name}, expected one of hardhat.config.ts: ${known.join(", ")}`);
  }
  return config;
}
