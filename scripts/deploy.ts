// Deploys the protocol, then reads the chain back and fails unless everything is as intended:
//
//     npm run deploy -- --network NETWORK
//
// The terms come from ignition/parameters/NETWORK.json5 (on this machine local.json5), or from the file that the
// environment variable PARAMETERS names. Leaves ignition/deployments/chain-ID/address-book.json for programs. An
// interrupted deployment is continued by the same command; a finished one is audited again.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { network } from "hardhat";

import { compiledContracts } from "../ignition/compiledContracts.js";
import { deploymentDirectory } from "../ignition/deploymentDirectory.js";
import { deploySystem } from "../ignition/deploySystem.js";
import { parametersFile } from "../ignition/parametersFile.js";
import { planFile } from "../ignition/planFile.js";
import { readParameters } from "../ignition/readParameters.js";
import type { AddressBook } from "../sdk/deployment/AddressBook.js";
import { audit } from "../sdk/deployment/audit.js";
import type { AuditCheck } from "../sdk/deployment/AuditCheck.js";
import { AuditFailedError } from "../sdk/deployment/AuditFailedError.js";

async function deploy(): Promise<void> {
  const connection = await network.create();
  const { provider } = connection.ethers;
  const directory = await deploymentDirectory(connection);
  const file = await parametersFile(connection, process.env["PARAMETERS"]);
  const kept = await planFile.read(join(directory, "plan.json"));
  const newest = await provider.getBlock("latest");
  const parameters = await readParameters(file, kept?.block.time ?? newest?.timestamp ?? 0);

  progress(`Deploying to ${connection.networkName} with the terms of ${file}`);
  if (kept !== undefined) progress(`Continuing what was begun after block ${kept.block.number}, kept in ${directory}`);
  const { addressBook } = await deploySystem(connection, parameters, progress);

  progress("Reading the chain back");
  const checks = await audit(provider, addressBook, parameters, await compiledContracts());
  for (const check of checks) print(resultOf(check));
  const failed = checks.filter(({ problems }) => problems.length > 0);
  if (failed.length > 0) throw new AuditFailedError(failed);

  const path = join(directory, "address-book.json");
  await mkdir(directory, { recursive: true });
  await writeFile(path, `${JSON.stringify(addressBook, null, 2)}\n`);
  print(`\n${tableOf(addressBook)}\n\nAddress book: ${path}`);
  await connection.close();
}

function resultOf({ name, problems }: AuditCheck): string {
  return `${problems.length === 0 ? "ok    " : "FAILED"} ${name}`;
}

function tableOf({ contracts }: AddressBook): string {
  const rows = [
    ["Contract", "Address", "Block"],
    ...contracts.map(({ name, address, block }) => [name, address, `${block}`]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}

try {
  await deploy();
} catch (error) {
  progress(`\n${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
