import type { Provider } from "ethers";

import { simulateDeployment } from "../../ignition/simulateDeployment.js";
import type { AddressBook } from "../../sdk/deployment/AddressBook.js";
import { audit } from "../../sdk/deployment/audit.js";
import type { AuditCheck } from "../../sdk/deployment/AuditCheck.js";
import type { CompiledContract } from "../../sdk/deployment/CompiledContract.js";
import type { DeploymentPlan } from "../../sdk/deployment/DeploymentPlan.js";

/**
 * Everything that can be known of a deployment from the chain, this checkout and two files. Besides reading the chain
 * back it deploys the same again on an empty chain in the process, which must give the same code byte by byte: that
 * proves every immutable without believing any view or transaction.
 */
export async function auditDeployment(
  provider: Provider,
  book: AddressBook,
  plan: DeploymentPlan,
  compiled: Readonly<Record<string, CompiledContract>>,
): Promise<AuditCheck[]> {
  const checks = await audit(provider, book, plan.parameters, compiled);
  return [
    { name: "address book and plan are of one deployment", problems: compare(book, plan), isUnchecked: false },
    ...checks,
    {
      name: "code and every immutable are those of the same deployment on an empty chain",
      problems: await compareCode(provider, book, plan, compiled).catch((error: unknown) => [
        `could not be checked: ${error instanceof Error ? error.message : String(error)}`,
      ]),
      isUnchecked: false,
    },
  ];
}

function compare(book: AddressBook, plan: DeploymentPlan): string[] {
  return (["chainId", "deployer", "firstNonce"] as const)
    .filter((key) => book[key] !== plan[key])
    .map((key) => `${key} is ${book[key]} in the address book and ${plan[key]} in the plan`);
}

async function compareCode(
  provider: Provider,
  book: AddressBook,
  plan: DeploymentPlan,
  compiled: Readonly<Record<string, CompiledContract>>,
): Promise<string[]> {
  const simulated = await simulateDeployment(plan, compiled);
  const problems = await Promise.all(
    simulated.map(async ({ name, code }) => {
      const entry = book.contracts.find((contract) => contract.name === name);
      if (entry === undefined) return [`${name} is not in the address book`];
      return (await provider.getCode(entry.address)) === code ? [] : [`${name}: other code at ${entry.address}`];
    }),
  );
  return problems.flat();
}
