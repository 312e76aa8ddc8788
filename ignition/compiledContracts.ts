import hre from "hardhat";

import type { CompiledContract } from "../sdk/deployment/CompiledContract.js";
import { deploymentOrder } from "../sdk/deployment/deploymentOrder.js";

/** What the compiler made of every contract that is deployed, by the name of the artifact. */
export async function compiledContracts(): Promise<Record<string, CompiledContract>> {
  const names = [...new Set(deploymentOrder.map(({ contract }) => contract))];
  const artifacts = await Promise.all(names.map((name) => hre.artifacts.readArtifact(name)));
  return Object.fromEntries(artifacts.map((artifact) => [artifact.contractName, artifact]));
}
