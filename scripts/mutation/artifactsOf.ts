import type { Artifact } from "./Artifact.js";
import type { Compiled } from "./compileSolidity.js";
import type { Suite } from "./Suite.js";

/** The test contracts, which are those in a `*.t.sol` file with code and with tests, and all other contracts. */
export function artifactsOf({ contracts }: Compiled): { suites: Suite[]; others: Artifact[] } {
  const suites: Suite[] = [];
  const others: Artifact[] = [];
  for (const [file, named] of Object.entries(contracts)) {
    for (const [name, { abi, evm }] of Object.entries(named)) {
      const artifact: Artifact = {
        id: { name, source: file, solcVersion: "0.8.37" },
        contract: {
          abi: JSON.stringify(abi),
          bytecode: `0x${evm.bytecode.object}`,
          deployedBytecode: `0x${evm.deployedBytecode.object}`,
          linkReferences: {},
          deployedLinkReferences: {},
        },
      };
      const hasTests = abi.some((entry) => entry.type === "function" && /^(test|invariant)/.test(entry.name ?? ""));
      if (!file.endsWith(".t.sol")) others.push(artifact);
      else if (hasTests && evm.bytecode.object !== "") suites.push({ name: `${file}:${name}`, file, artifact });
    }
  }
  return { suites, others };
}
