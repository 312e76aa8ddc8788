import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

import {
  errorDeploymentResultToExceptionMessage,
  HardhatArtifactResolver,
} from "@nomicfoundation/hardhat-ignition/helpers";
import { deploy, DeploymentResultType } from "@nomicfoundation/ignition-core";
import type { Provider } from "ethers";
import hre from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import type { AddressBook } from "../sdk/deployment/AddressBook.js";
import { buildAddressBook } from "../sdk/deployment/buildAddressBook.js";
import { checkAccounts } from "../sdk/deployment/checkAccounts.js";
import { checkFunds } from "../sdk/deployment/checkFunds.js";
import { checkPlan } from "../sdk/deployment/checkPlan.js";
import { checkTerms } from "../sdk/deployment/checkTerms.js";
import { codeHashesOf } from "../sdk/deployment/codeHashesOf.js";
import { connectContracts } from "../sdk/deployment/connectContracts.js";
import type { ContractName } from "../sdk/deployment/ContractName.js";
import { creationDataOf } from "../sdk/deployment/creationDataOf.js";
import type { DeploymentParameters } from "../sdk/deployment/DeploymentParameters.js";
import type { DeploymentPlan } from "../sdk/deployment/DeploymentPlan.js";
import { deploymentOrder } from "../sdk/deployment/deploymentOrder.js";
import { makePlan } from "../sdk/deployment/makePlan.js";
import { predictAddresses } from "../sdk/deployment/predictAddresses.js";
import type { SystemContracts } from "../sdk/deployment/SystemContracts.js";
import { DEFAULT_FEE_CEILING } from "../sdk/units/DEFAULT_FEE_CEILING.js";
import { compiledContracts } from "./compiledContracts.js";
import { deploymentDirectory } from "./deploymentDirectory.js";
import { guardedProvider } from "./guardedProvider.js";
import { ignitionParameters } from "./ignitionParameters.js";
import VirusMap from "./modules/VirusMap.js";
import { planFile } from "./planFile.js";
import { recoverTransaction } from "./recoverTransaction.js";

const EMBEDDED_POLLING_MILLISECONDS = 5;
const DEVELOPMENT_POLLING_MILLISECONDS = 50; // a development node makes a block at once
const PROGRESS_MILLISECONDS = 500;

/**
 * Deploys the whole protocol from the connection's first account, or goes on with a deployment that was interrupted.
 *
 * @param connection what `network.create()` returns
 * @param onProgress is told of each contract when it is deployed, in the order of deployment
 * @param directory where the deployment is kept; the chain inside the process, which nobody can return to, has none
 * @param maxFeeWei the most to pay for one unit of gas
 * @returns the contracts, called by the deployer, where each is, and the terms: all that an audit needs
 * @throws PlanMismatchError, DeployerNonceError, SaleStartPassedError, InsufficientFundsError before anything is sent
 * @throws FeeCeilingError before a transaction that would pay more for its gas
 * @throws NonceTakenError before the first transaction that another one of the deployer's came before
 */
export async function deploySystem(
  connection: NetworkConnection,
  parameters: DeploymentParameters,
  onProgress?: (message: string) => void,
  directory: string | undefined = connection.networkConfig.type === "edr-simulated"
    ? undefined
    : deploymentDirectory(connection.networkName),
  maxFeeWei = DEFAULT_FEE_CEILING,
): Promise<{ contracts: SystemContracts; addressBook: AddressBook; plan: DeploymentPlan }> {
  const { provider } = connection.ethers;
  const [deployer] = await connection.ethers.getSigners();
  if (deployer === undefined)
    throw new Error("The network has no account to deploy from: configure `accounts` for it.");

  const compiled = await compiledContracts();
  const plan = await planOf(provider, deployer.address, parameters, codeHashesOf(compiled), directory);
  const predicted = predictAddresses(plan.deployer, plan.firstNonce);
  const creationData = creationDataOf(parameters, predicted, compiled);
  const ignition = directory === undefined ? undefined : join(directory, "ignition");
  if (ignition !== undefined) {
    await recoverTransaction(ignition, provider, connection.provider, plan, creationData, onProgress);
  }
  const deployed = await checkPlan(provider, plan);
  checkAccounts(parameters, predicted);
  const remaining = deploymentOrder.filter(({ name }) => !deployed.includes(name));
  await checkFunds(
    provider,
    deployer.address,
    remaining.map(({ name }) => creationData[name]),
  );

  const finished = new AbortController();
  const watching = onProgress === undefined ? undefined : watch(provider, predicted, onProgress, finished.signal);
  try {
    const result = await deploy({
      config: await pollingOf(connection),
      provider: guardedProvider(connection.provider, plan, creationData, maxFeeWei),
      artifactResolver: new HardhatArtifactResolver(hre.artifacts),
      ignitionModule: VirusMap,
      deploymentParameters: ignitionParameters(parameters, predicted),
      accounts: [deployer.address],
      defaultSender: deployer.address,
      ...(ignition === undefined ? {} : { deploymentDir: ignition }),
    });
    if (result.type !== DeploymentResultType.SUCCESSFUL_DEPLOYMENT) {
      throw new Error(errorDeploymentResultToExceptionMessage(result));
    }
  } finally {
    finished.abort();
    await watching;
  }

  return {
    contracts: connectContracts(predicted, deployer),
    addressBook: await buildAddressBook(provider, plan),
    plan,
  };
}

/** How often to look for a new block; Ignition's own second is for networks whose blocks take seconds. */
async function pollingOf(connection: NetworkConnection): Promise<{ blockPollingInterval?: number }> {
  if (connection.networkConfig.type === "edr-simulated") {
    return { blockPollingInterval: EMBEDDED_POLLING_MILLISECONDS };
  }
  const version = String(await connection.provider.request({ method: "web3_clientVersion" }));
  return /hardhat|anvil/i.test(version) ? { blockPollingInterval: DEVELOPMENT_POLLING_MILLISECONDS } : {};
}

/** The plan that was kept when an earlier run began this deployment, otherwise a new one, which is kept. */
async function planOf(
  provider: Provider,
  deployer: string,
  parameters: DeploymentParameters,
  code: DeploymentPlan["code"],
  directory: string | undefined,
): Promise<DeploymentPlan> {
  if (directory === undefined) return makePlan(provider, deployer, parameters, code);

  const path = join(directory, "plan.json");
  const kept = await planFile.read(path);
  if (kept !== undefined) {
    checkTerms(kept, { deployer, parameters, code });
    return kept;
  }
  const plan = await makePlan(provider, deployer, parameters, code);
  await planFile.write(path, plan);
  return plan;
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
