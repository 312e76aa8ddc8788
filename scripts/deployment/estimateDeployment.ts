import { dataLength } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { simulateDeployment } from "../../ignition/simulateDeployment.js";
import type { CompiledContract } from "../../sdk/deployment/CompiledContract.js";
import { creationDataOf } from "../../sdk/deployment/creationDataOf.js";
import type { DeploymentPlan } from "../../sdk/deployment/DeploymentPlan.js";
import { predictAddresses } from "../../sdk/deployment/predictAddresses.js";
import { dataFeeOf } from "./dataFeeOf.js";
import type { Estimate } from "./Estimate.js";
import { pricesOf } from "./pricesOf.js";

/** Simulates a plan, and tells what carrying out the rest of it costs on the network. Sends nothing. */
export async function estimateDeployment(
  connection: NetworkConnection,
  plan: DeploymentPlan,
  compiled: Readonly<Record<string, CompiledContract>>,
): Promise<Estimate> {
  const { provider } = connection.ethers;
  const simulated = await simulateDeployment(plan, compiled);
  const prices = await pricesOf(provider);
  const predicted = predictAddresses(plan.deployer, plan.firstNonce);
  const creationData = creationDataOf(plan.parameters, predicted, compiled);

  const contracts: Estimate["contracts"] = [];
  let gasLeft = 0n;
  let dataFees = 0n;
  for (const { name, address, gas } of simulated) {
    const isDeployed = (await provider.getCode(address)) !== "0x";
    const dataFeeWei = await dataFeeOf(provider, connection.chainType, dataLength(creationData[name]));
    contracts.push({ name, address, gas, dataFeeWei, isDeployed });
    if (isDeployed) continue;
    gasLeft += gas;
    dataFees += dataFeeWei;
  }
  return {
    prices,
    contracts,
    balanceWei: await provider.getBalance(plan.deployer),
    expectedWei: gasLeft * prices.expected + dataFees,
    maximumWei: gasLeft * prices.maximum + dataFees,
  };
}
