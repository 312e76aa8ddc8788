import { createRequire } from "node:module";

import type * as Edr from "@nomicfoundation/edr";

/** Hardhat's own engine for Solidity tests, in the version that Hardhat uses. */
export function loadEdr(): typeof Edr {
  const hardhat = createRequire(import.meta.url).resolve("hardhat");
  return createRequire(hardhat)("@nomicfoundation/edr") as typeof Edr;
}
