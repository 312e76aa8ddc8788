import { Interface } from "ethers";

import { argumentsOf } from "./argumentsOf.js";
import type { CompiledContract } from "./CompiledContract.js";
import type { ContractName } from "./ContractName.js";
import type { DeploymentParameters } from "./DeploymentParameters.js";
import { deploymentOrder } from "./deploymentOrder.js";

/** The data of each creating transaction: compiled creation code, then the encoded arguments. */
export function creationDataOf(
  parameters: DeploymentParameters,
  addresses: Record<ContractName, string>,
  compiled: Readonly<Record<string, CompiledContract>>,
): Record<ContractName, string> {
  const made = argumentsOf(parameters, addresses);
  const entries = deploymentOrder.map(({ name, contract }) => {
    const artifact = compiled[contract];
    if (artifact === undefined) throw new Error(`${contract} is not among the compiled contracts`);
    return [name, artifact.bytecode + new Interface(artifact.abi).encodeDeploy(made[name]).slice(2)];
  });
  return Object.fromEntries(entries) as Record<ContractName, string>;
}
