import { defineConfig } from "hardhat/config";

import config from "../../hardhat.config.js";

/**
 * For a development chain in another process: Ignition asks often, since blocks come at once. What a transaction needs can rise until it is mined, because rewards drip by the second.
 */
export default defineConfig({
  ...config,
  ignition: { ...config.ignition, blockPollingInterval: 100 },
  networks: {
    ...config.networks,
    localhost: { type: "http", chainType: "l1", url: "http://127.0.0.1:8545", gasMultiplier: 1.25 },
  },
});
