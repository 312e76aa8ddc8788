import { createRequire } from "node:module";

type Edr = typeof import("@nomicfoundation/edr");

/** Hardhat's own engine for Solidity tests, in the version that Hardhat uses. */
export function loadEdr(): Edr {
  const hardhat = createRequire(import.meta.url).resolve("hardhat");
  return createRequire(hardhat)("@nomicfoundation/edr") as Edr;
}
