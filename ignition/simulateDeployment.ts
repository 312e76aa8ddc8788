import { toQuantity } from "ethers";
import { network } from "hardhat";

import type { CompiledContract } from "../sdk/deployment/CompiledContract.js";
import { creationDataOf } from "../sdk/deployment/creationDataOf.js";
import { deploymentOrder } from "../sdk/deployment/deploymentOrder.js";
import type { DeploymentPlan } from "../sdk/deployment/DeploymentPlan.js";
import { predictAddresses } from "../sdk/deployment/predictAddresses.js";
import type { SimulatedContract } from "./SimulatedContract.js";

const BALANCE_WEI = 10n ** 21n;
const GAS_LIMIT = 2n ** 24n; // the most that a transaction may have, EIP-7825

/**
 * Carries a plan out on an empty chain in the process with the planned id, time, deployer and nonces. The contracts
 * depend on nothing else, so gas and runtime code are those of the real chain, byte by byte.
 */
export async function simulateDeployment(
  plan: DeploymentPlan,
  compiled: Readonly<Record<string, CompiledContract>>,
): Promise<SimulatedContract[]> {
  const chain = await network.create({
    network: "default",
    override: { chainId: plan.chainId, initialDate: new Date(plan.block.time * 1_000).toISOString() },
  });
  try {
    const { provider } = chain.ethers;
    const { deployer: from, firstNonce } = plan;
    await provider.send("hardhat_setBalance", [from, toQuantity(BALANCE_WEI)]);
    await provider.send("hardhat_setNonce", [from, toQuantity(firstNonce)]);
    await provider.send("hardhat_impersonateAccount", [from]);

    const predicted = predictAddresses(from, firstNonce);
    const creationData = creationDataOf(plan.parameters, predicted, compiled);
    const contracts: SimulatedContract[] = [];
    for (const { name } of deploymentOrder) {
      const transaction = { from, data: creationData[name], gas: toQuantity(GAS_LIMIT) };
      const hash = String(await provider.send("eth_sendTransaction", [transaction]));
      const receipt = await provider.getTransactionReceipt(hash);
      if (receipt?.status !== 1) throw new Error(`${name} cannot be deployed with these parameters`);
      contracts.push({
        name,
        address: predicted[name],
        gas: receipt.gasUsed,
        code: await provider.getCode(predicted[name]),
      });
    }
    return contracts;
  } finally {
    await chain.close();
  }
}
