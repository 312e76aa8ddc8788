import { defineConfig } from "hardhat/config";

import config from "../hardhat.config.js";

// Code that counts its lines lies apart from the code that ships, so that other programs can run meanwhile.
export default defineConfig({
  ...config,
  paths: { ...config.paths, artifacts: "cache/coverage/artifacts", cache: "cache/coverage/cache" },
});
