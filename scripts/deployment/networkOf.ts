import hre from "hardhat";
import type { NetworkConfig } from "hardhat/types/config";

/** The settings of a network of hardhat.config.ts. */
export function networkOf(name: string): NetworkConfig {
  const config = hre.config.networks[name];
  if (config === undefined) {
    throw new Error(
      `There is no network ${name}; hardhat.config.ts has ${Object.keys(hre.config.networks).join(", ")}.`,
    );
  }
  return config;
}
