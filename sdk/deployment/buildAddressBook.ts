import type { Provider } from "ethers";

import type { AddressBook } from "./AddressBook.js";
import type { AddressBookEntry } from "./AddressBookEntry.js";
import { argumentsOf } from "./argumentsOf.js";
import type { DeploymentPlan } from "./DeploymentPlan.js";
import { deploymentOrder } from "./deploymentOrder.js";
import { findTransaction } from "./findTransaction.js";
import { jsonOf } from "./jsonOf.js";
import { predictAddresses } from "./predictAddresses.js";

/** Finds the deploying transactions of a finished deployment, in the blocks since it was planned. */
export async function buildAddressBook(provider: Provider, plan: DeploymentPlan): Promise<AddressBook> {
  const { chainId, deployer, firstNonce } = plan;
  const addresses = predictAddresses(deployer, firstNonce);
  const made = argumentsOf(plan.parameters, addresses);
  const contracts: AddressBookEntry[] = [];
  let firstBlock = plan.block.number + 1;
  for (const [offset, { name, contract }] of deploymentOrder.entries()) {
    const creation = await findTransaction(provider, deployer, firstNonce + offset, firstBlock);
    const block = creation?.blockNumber ?? undefined;
    if (creation === undefined || block === undefined) {
      throw new Error(`${name} was not deployed by ${deployer} since block ${plan.block.number}`);
    }
    firstBlock = block; // the next one is not older
    contracts.push({
      name,
      contract,
      address: addresses[name],
      block,
      transaction: creation.hash,
      constructorArguments: made[name].map(jsonOf),
    });
  }
  return { chainId, deployer, firstNonce, contracts };
}
