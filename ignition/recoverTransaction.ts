import { setTimeout } from "node:timers/promises";

import { type EIP1193Provider, trackTransaction } from "@nomicfoundation/ignition-core";
import type { Provider, TransactionResponse } from "ethers";

import type { ContractName } from "../sdk/deployment/ContractName.js";
import { DeployerNonceError } from "../sdk/deployment/DeployerNonceError.js";
import { deploymentOrder } from "../sdk/deployment/deploymentOrder.js";
import type { DeploymentPlan } from "../sdk/deployment/DeploymentPlan.js";
import { findTransaction } from "../sdk/deployment/findTransaction.js";
import { StuckTransactionError } from "../sdk/deployment/StuckTransactionError.js";
import { journal } from "./journal.js";

const POLLING_MILLISECONDS = 500;
const PATIENCE_SECONDS = 600;

/**
 * Finds out what became of the transaction that an interrupted run was about to send. Ignition notes its nonce first and
 * its hash afterwards; between the two nobody knows whether the node got it. If it did, its hash is added to the
 * journal; if not, the announcement is taken back.
 *
 * @param directory Ignition's
 * @param patienceSeconds how long to wait for it to be mined
 * @throws DeployerNonceError when another transaction took the nonce, or waits to take the next one
 * @throws StuckTransactionError when the node has a transaction with the nonce that is not mined in time
 */
export async function recoverTransaction(
  directory: string,
  provider: Provider,
  raw: EIP1193Provider,
  plan: DeploymentPlan,
  creationData: Record<ContractName, string>,
  onProgress?: (message: string) => void,
  patienceSeconds = PATIENCE_SECONDS,
): Promise<void> {
  await journal.mend(directory);
  const { deployer, firstNonce } = plan;
  const nonce = await journal.unresolvedNonce(directory);
  if (nonce !== undefined) {
    if ((await provider.getTransactionCount(deployer, "pending")) > nonce) {
      const found = await minedTransaction(provider, plan, nonce, onProgress, patienceSeconds);
      const planned = deploymentOrder[nonce - firstNonce];
      if (planned === undefined || found.data !== creationData[planned.name]) {
        throw new DeployerNonceError(deployer, nonce, nonce + 1, nonce - firstNonce);
      }
      onProgress?.(`Found the transaction with nonce ${nonce} that an interrupted run sent: ${found.hash}`);
      await trackTransaction(directory, found.hash, raw);
    } else await journal.takeBack(directory);
  }

  const [latest, pending] = await Promise.all([
    provider.getTransactionCount(deployer, "latest"),
    provider.getTransactionCount(deployer, "pending"),
  ]);
  if (pending > latest && pending - 1 > (await journal.highestNonce(directory))) {
    throw new DeployerNonceError(deployer, latest, pending, latest - firstNonce);
  }
}

async function minedTransaction(
  provider: Provider,
  { deployer, block }: DeploymentPlan,
  nonce: number,
  onProgress: ((message: string) => void) | undefined,
  patienceSeconds: number,
): Promise<TransactionResponse> {
  const deadline = Date.now() + patienceSeconds * 1_000;
  for (let polls = 0; ; ++polls) {
    const found = await findTransaction(provider, deployer, nonce, block.number + 1);
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new StuckTransactionError(deployer, nonce, patienceSeconds);
    if (polls === 0) onProgress?.(`Waiting for the transaction with nonce ${nonce} to be mined`);
    await setTimeout(POLLING_MILLISECONDS);
  }
}
