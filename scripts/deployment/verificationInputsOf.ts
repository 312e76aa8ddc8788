import { readFile } from "node:fs/promises";

import { Interface } from "ethers";
import hre from "hardhat";

import type { AddressBook } from "../../sdk/deployment/AddressBook.js";
import { addressesOf } from "../../sdk/deployment/addressesOf.js";
import { argumentsOf } from "../../sdk/deployment/argumentsOf.js";
import type { ContractName } from "../../sdk/deployment/ContractName.js";
import type { DeploymentPlan } from "../../sdk/deployment/DeploymentPlan.js";
import { compilerInputOf } from "./compilerInputOf.js";
import type { VerificationInput } from "./VerificationInput.js";

/** What explorers are sent, for each contract of a deployment. */
export async function verificationInputsOf(
  book: AddressBook,
  plan: DeploymentPlan,
): Promise<Record<ContractName, VerificationInput>> {
  const made = argumentsOf(plan.parameters, addressesOf(book));
  const entries = await Promise.all(
    book.contracts.map(async ({ name, contract, address }) => {
      const { abi, sourceName, inputSourceName, buildInfoId } = await hre.artifacts.readArtifact(contract);
      if (buildInfoId === undefined || inputSourceName === undefined) throw new Error(`${contract} was not built here`);
      const input: VerificationInput = {
        address,
        contract: `${inputSourceName}:${contract}`,
        compiler: await compilerOf(buildInfoId),
        constructorArguments: new Interface(abi).encodeDeploy(made[name]).slice(2),
        input: await compilerInputOf(sourceName),
      };
      return [name, input];
    }),
  );
  return Object.fromEntries(entries) as Record<ContractName, VerificationInput>;
}

async function compilerOf(buildInfoId: string): Promise<string> {
  const path = await hre.artifacts.getBuildInfoPath(buildInfoId);
  if (path === undefined) throw new Error(`The build ${buildInfoId} is gone`);
  const { solcLongVersion } = JSON.parse(await readFile(path, "utf8")) as { solcLongVersion: string };
  return `v${solcLongVersion}`;
}
