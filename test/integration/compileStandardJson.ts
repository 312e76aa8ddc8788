import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";

import type { CompilerInput } from "hardhat/types/solidity";

interface Output {
  contracts: Record<string, Record<string, { evm: { bytecode: { object: string } } }>>;
}

/** Creation code of one contract, by the compiler alone, as a block explorer does it. */
export function compileStandardJson(input: CompilerInput, contract: string): string {
  const colon = contract.lastIndexOf(":");
  const [source, name] = [contract.slice(0, colon), contract.slice(colon + 1)];
  const settings = { ...input.settings, outputSelection: { [source]: { [name]: ["evm.bytecode.object"] } } };
  const command = createRequire(import.meta.url).resolve("solc/solc.js");
  const output = execFileSync(process.execPath, [command, "--standard-json"], {
    input: JSON.stringify({ ...input, settings }),
    maxBuffer: 2 ** 28,
    encoding: "utf8",
  });
  const { contracts } = JSON.parse(output.slice(output.indexOf("{"))) as Output;
  const compiled = contracts[source]?.[name];
  if (compiled === undefined) throw new Error(`${contract} was not compiled: ${output.slice(0, 500)}`);
  return compiled.evm.bytecode.object;
}
