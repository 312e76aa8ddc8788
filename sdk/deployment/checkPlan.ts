import type { Provider } from "ethers";

import type { ContractName } from "./ContractName.js";
import { DeployerNonceError } from "./DeployerNonceError.js";
import type { DeploymentPlan } from "./DeploymentPlan.js";
import { deploymentOrder } from "./deploymentOrder.js";
import { PlanMismatchError } from "./PlanMismatchError.js";
import { predictAddresses } from "./predictAddresses.js";
import { SaleStartPassedError } from "./SaleStartPassedError.js";

/**
 * Checks that a plan, new or kept from an interrupted run, can be carried out now.
 *
 * @returns the contracts that are deployed already
 * @throws PlanMismatchError when the chain is not the one that was planned for
 * @throws DeployerNonceError when the deployer's nonce is not the one of the next contract
 * @throws SaleStartPassedError when the sale cannot be deployed any more
 */
export async function checkPlan(provider: Provider, plan: DeploymentPlan): Promise<ContractName[]> {
  const { chainId } = await provider.getNetwork();
  if (Number(chainId) !== plan.chainId) throw new PlanMismatchError("chain id", `${plan.chainId}`, `${chainId}`);
  const block = await provider.getBlock(plan.block.number);
  if (block?.hash !== plan.block.hash) {
    throw new PlanMismatchError(
      `block ${plan.block.number} (was the chain restarted?)`,
      plan.block.hash,
      block?.hash ?? "none",
    );
  }

  const predicted = predictAddresses(plan.deployer, plan.firstNonce);
  const deployed: ContractName[] = [];
  for (const { name } of deploymentOrder) {
    if ((await provider.getCode(predicted[name])) !== "0x") deployed.push(name);
  }
  const expected = plan.firstNonce + deployed.length;
  const actual = await provider.getTransactionCount(plan.deployer, "latest");
  if (deployed.length < deploymentOrder.length && actual !== expected) {
    throw new DeployerNonceError(plan.deployer, expected, actual, deployed.length);
  }
  const newest = await provider.getBlock("latest");
  const { start } = plan.parameters.sale;
  if (!deployed.includes("TokenSale") && newest !== null && newest.timestamp >= start) {
    throw new SaleStartPassedError(start, newest.timestamp);
  }
  return deployed;
}
