import { keccak256 } from "ethers";

import type { CompiledContract } from "./CompiledContract.js";

/** keccak256 of the creation code of each compiled contract, by the name of the artifact. */
export function codeHashesOf(compiled: Readonly<Record<string, CompiledContract>>): Record<string, string> {
  return Object.fromEntries(Object.entries(compiled).map(([name, { bytecode }]) => [name, keccak256(bytecode)]));
}
