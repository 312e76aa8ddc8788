import hre from "hardhat";

import type { GasReport } from "./GasReport.js";
import { measureAll } from "./measureAll.js";

/** Measures everything. */
export async function buildReport(): Promise<GasReport> {
  const { meter, system } = await measureAll();
  const [compiler] = hre.config.solidity.profiles["production"]?.compilers ?? [];
  if (compiler === undefined) throw new Error("hardhat.config.ts names no compiler for production");
  return {
    evm: system.hardfork,
    compiler: compiler.version,
    operations: meter.measurements,
    comparisons: meter.comparisons,
    contracts: await system.contractSizes(),
  };
}
