import { getBytes, hexlify } from "ethers";

import type { CompiledContract } from "./CompiledContract.js";

/** Runtime code with zeros where the compiler left room for immutables; code that is too short stays as it is. */
export function maskImmutables(code: string, references: NonNullable<CompiledContract["immutableReferences"]>): string {
  const bytes = getBytes(code);
  for (const { start, length } of Object.values(references).flat()) bytes.fill(0, start, start + length);
  return hexlify(bytes);
}
