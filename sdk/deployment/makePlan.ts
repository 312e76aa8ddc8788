import type { BlockTag, Provider } from "ethers";

import { DeployerNonceError } from "./DeployerNonceError.js";
import type { DeploymentParameters } from "./DeploymentParameters.js";
import type { DeploymentPlan } from "./DeploymentPlan.js";

/**
 * Decides what a new deployment will do.
 *
 * @param code hash of the creation code of each compiled contract
 * @param blockTag the block from whose time the parameters' times were counted
 * @throws DeployerNonceError when the deployer has pending transactions
 */
export async function makePlan(
  provider: Provider,
  deployer: string,
  parameters: DeploymentParameters,
  code: DeploymentPlan["code"],
  blockTag: BlockTag = "latest",
): Promise<DeploymentPlan> {
  const [{ chainId }, block, firstNonce, pendingNonce] = await Promise.all([
    provider.getNetwork(),
    provider.getBlock(blockTag),
    provider.getTransactionCount(deployer, "latest"),
    provider.getTransactionCount(deployer, "pending"),
  ]);
  if (typeof block?.hash !== "string") throw new Error("The chain has no newest block: is the node synchronized?");
  if (pendingNonce !== firstNonce) throw new DeployerNonceError(deployer, firstNonce, pendingNonce, 0);

  return {
    chainId: Number(chainId),
    deployer,
    firstNonce,
    block: { number: block.number, hash: block.hash, time: block.timestamp },
    parameters,
    code,
  };
}
