import { join } from "node:path";

import hre from "hardhat";
import type { CompilerInput } from "hardhat/types/solidity";

/**
 * What the compiler is given for one source of this repository and all that it imports: the standard JSON input that
 * block explorers take.
 */
export async function compilerInputOf(sourceName: string): Promise<CompilerInput> {
  const root = join(hre.config.paths.root, sourceName);
  const jobs = await hre.solidity.getCompilationJobs([root], {
    buildProfile: "production",
    quiet: true,
    force: true,
  });
  if (!jobs.success) throw new Error(`${sourceName} cannot be compiled: ${jobs.reason}`);
  const input = await jobs.compilationJobsPerFile.get(root)?.getSolcInput();
  if (input === undefined) throw new Error(`${sourceName} gives no compiler input`);
  return input;
}
