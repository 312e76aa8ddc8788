import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

import type { Provider } from "ethers";
import hre from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import type { AddressBook } from "../sdk/deployment/AddressBook.js";
import { buildAddressBook } from "../sdk/deployment/buildAddressBook.js";
import { checkFunds } from "../sdk/deployment/checkFunds.js";
import { checkPlan } from "../sdk/deployment/checkPlan.js";
import { connectContracts } from "../sdk/deployment/connectContracts.js";
import type { ContractName } from "../sdk/deployment/ContractName.js";
import type { DeploymentParameters } from "../sdk/deployment/DeploymentParameters.js";
import type { DeploymentPlan } from "../sdk/deployment/DeploymentPlan.js";
import { deploymentOrder } from "../sdk/deployment/deploymentOrder.js";
import { makePlan } from "../sdk/deployment/makePlan.js";
import { PlanMismatchError } from "../sdk/deployment/PlanMismatchError.js";
import { predictAddresses } from "../sdk/deployment/predictAddresses.js";
import type { SystemContracts } from "../sdk/deployment/SystemContracts.js";
import { deploymentDirectory } from "./deploymentDirectory.js";
import { ignitionParameters } from "./ignitionParameters.js";
import VirusMap from "./modules/VirusMap.js";
import { planFile } from "./planFile.js";

const EMBEDDED_POLLING_MILLISECONDS = 5;
const PROGRESS_MILLISECONDS = 500;

/**
 * Deploys the whole protocol from the connection's first account, or goes on with a deployment that was interrupted.
 *
 * @param connection what `network.create()` returns
 * @param onProgress is told of each contract when it is deployed, in the order of deployment
 * @returns the contracts, called by the deployer, and where each is
 * @throws PlanMismatchError, DeployerNonceError, SaleStartPassedError, InsufficientFundsError before anything is sent
 */
export async function deploySystem(
  connection: NetworkConnection,
  parameters: DeploymentParameters,
  onProgress?: (message: string) => void,
): Promise<{ contracts: SystemContracts; addressBook: AddressBook }> {
  const { provider } = connection.ethers;
  const [deployer] = await connection.ethers.getSigners();
  if (deployer === undefined)
    throw new Error("The network has no account to deploy from: configure `accounts` for it.");

  const embedded = connection.networkConfig.type === "edr-simulated";
  const directory = embedded ? undefined : await deploymentDirectory(connection);
  const plan = await planOf(provider, deployer.address, parameters, directory);
  const predicted = predictAddresses(plan.deployer, plan.firstNonce);
  const deployed = await checkPlan(provider, plan);
  await checkFunds(provider, deployer.address, await creationCodesExcept(deployed));

  const finished = new AbortController();
  const watching = onProgress === undefined ? undefined : watch(provider, predicted, onProgress, finished.signal);
  try {
    await connection.ignition.deploy(VirusMap, {
      parameters: ignitionParameters(parameters, predicted),
      defaultSender: deployer.address,
      ...(embedded ? { config: { blockPollingInterval: EMBEDDED_POLLING_MILLISECONDS } } : {}),
    });
  } finally {
    finished.abort();
    await watching;
  }

  return {
    contracts: connectContracts(predicted, deployer),
    addressBook: await buildAddressBook(provider, plan),
  };
}

/** The plan that was kept when an earlier run began this deployment, otherwise a new one, which is kept. */
async function planOf(
  provider: Provider,
  deployer: string,
  parameters: DeploymentParameters,
  directory: string | undefined,
): Promise<DeploymentPlan> {
  if (directory === undefined) return makePlan(provider, deployer, parameters);

  const path = join(directory, "plan.json");
  const kept = await planFile.read(path);
  if (kept !== undefined) {
    if (kept.deployer !== deployer) throw new PlanMismatchError("deployer", kept.deployer, deployer);
    checkSame(kept.parameters, parameters, "parameters");
    return kept;
  }
  const plan = await makePlan(provider, deployer, parameters);
  await planFile.write(path, plan);
  return plan;
}

function checkSame(planned: unknown, actual: unknown, path: string): void {
  if (typeof planned === "object" && planned !== null && typeof actual === "object" && actual !== null) {
    for (const key of Object.keys({ ...planned, ...actual })) {
      checkSame(Reflect.get(planned, key), Reflect.get(actual, key), `${path}.${key}`);
    }
  } else if (planned !== actual) {
    throw new PlanMismatchError(path, String(planned), String(actual));
  }
}

async function creationCodesExcept(deployed: readonly ContractName[]): Promise<string[]> {
  const remaining = deploymentOrder.filter(({ name }) => !deployed.includes(name));
  return Promise.all(remaining.map(async ({ contract }) => (await hre.artifacts.readArtifact(contract)).bytecode));
}

/** Reports each contract as soon as its predicted address has code. */
async function watch(
  provider: Provider,
  predicted: Record<ContractName, string>,
  onProgress: (message: string) => void,
  finished: AbortSignal,
): Promise<void> {
  for (const [index, { name }] of deploymentOrder.entries()) {
    while ((await provider.getCode(predicted[name])) === "0x") {
      if (finished.aborted) return;
      await setTimeout(PROGRESS_MILLISECONDS, undefined, { signal: finished }).catch(() => undefined);
    }
    onProgress(`${index + 1}/${deploymentOrder.length} ${name} ${predicted[name]}`);
  }
}
