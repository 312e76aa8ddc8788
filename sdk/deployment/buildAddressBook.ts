import type { Provider } from "ethers";

import type { AddressBook } from "./AddressBook.js";
import type { AddressBookEntry } from "./AddressBookEntry.js";
import { argumentsOf } from "./argumentsOf.js";
import type { DeploymentPlan } from "./DeploymentPlan.js";
import { deploymentOrder } from "./deploymentOrder.js";
import { jsonOf } from "./jsonOf.js";
import { predictAddresses } from "./predictAddresses.js";

/** Finds the deploying transactions of a finished deployment, in the blocks since it was planned. */
export async function buildAddressBook(provider: Provider, plan: DeploymentPlan): Promise<AddressBook> {
  const { chainId, deployer, firstNonce } = plan;
  const addresses = predictAddresses(deployer, firstNonce);
  const made = argumentsOf(plan.parameters, addresses);
  const found = new Map<number, { block: number; transaction: string }>();

  const newest = await provider.getBlockNumber();
  for (let number = plan.block.number + 1; number <= newest && found.size < deploymentOrder.length; ++number) {
    const block = await provider.getBlock(number, true);
    for (const { from, nonce, hash } of block?.prefetchedTransactions ?? []) {
      if (from === deployer && nonce >= firstNonce) found.set(nonce - firstNonce, { block: number, transaction: hash });
    }
  }

  const contracts = deploymentOrder.map(({ name, contract }, offset): AddressBookEntry => {
    const creation = found.get(offset);
    if (creation === undefined) throw new Error(`${name} was not deployed by ${deployer} up to block ${newest}`);
    return { name, contract, address: addresses[name], ...creation, constructorArguments: made[name].map(jsonOf) };
  });
  return { chainId, deployer, firstNonce, contracts };
}
