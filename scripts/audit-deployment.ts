import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseEnv } from "node:util";

import { readAddressBook } from "../cli/readAddressBook.js";
import { RetryingProvider } from "../cli/RetryingProvider.js";
import { compiledContracts } from "../ignition/compiledContracts.js";
import { deploymentDirectory } from "../ignition/deploymentDirectory.js";
import { planFile } from "../ignition/planFile.js";
import type { AddressBook } from "../sdk/deployment/AddressBook.js";
import { AuditFailedError } from "../sdk/deployment/AuditFailedError.js";
import { compileContracts } from "./compileContracts.js";
import { auditDeployment } from "./deployment/auditDeployment.js";
import { describeParameters } from "./deployment/describeParameters.js";
import { formatAudit } from "./deployment/formatAudit.js";
import { rpcUrlOf } from "./deployment/rpcUrlOf.js";
import { formatTable } from "../cli/output/formatTable.js";
import { parseOptions } from "./parseOptions.js";
import { runMain } from "./runMain.js";
import { UsageError } from "./UsageError.js";

const USAGE = `Usage: npm run audit:deployment -- --network NAME [--rpc URL]
       npm run audit:deployment -- --rpc URL --address-book FILE [--plan FILE]
       npm run audit:deployment -- --settings .network/anyone.env

Reads a deployment back from the chain and compares it with this checkout: code and every immutable, constructor
arguments, wiring, parameters, allocations, allowances, and that nobody is in charge. Needs no key and sends nothing.
Ends with 1 when anything differs, with 2 when it was called wrongly.

  --network       a network of hardhat.config.ts; its files lie in deployments/NAME/
  --settings      takes VIRUSMAP_RPC_URL and VIRUSMAP_ADDRESS_BOOK from a file; npm run node writes such files
  --rpc           any node of the chain (default: the network's own)
  --address-book  what the deployment left
  --plan          its plan with the terms (default: plan.json beside the address book)
  --help          print this text`;

async function main(): Promise<void> {
  const { values } = parseOptions({
    options: {
      network: { type: "string" },
      settings: { type: "string" },
      rpc: { type: "string" },
      "address-book": { type: "string" },
      plan: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const { network: name } = values;
  if (values.help) {
    print(USAGE);
    return;
  }
  const settings = values.settings === undefined ? {} : await settingsIn(values.settings);
  const path =
    values["address-book"] ?? settings["VIRUSMAP_ADDRESS_BOOK"] ?? (name === undefined ? undefined : bookOf(name));
  const url = values.rpc ?? settings["VIRUSMAP_RPC_URL"] ?? (name === undefined ? undefined : await rpcUrlOf(name));
  if (path === undefined || url === undefined) {
    throw new UsageError("name what to audit: --network, or --settings, or --rpc and --address-book; see --help");
  }

  await readAddressBook(path); // the command line's own reader: it must accept the file
  const book = JSON.parse(await readFile(path, "utf8")) as AddressBook;
  const planPath = values.plan ?? join(dirname(path), "plan.json");
  const plan = await planFile.read(planPath);
  if (plan === undefined) throw new Error(`The plan ${planPath} does not exist. Name it with --plan.`);

  await compileContracts();
  const provider = await RetryingProvider.connect(url, progress);
  try {
    progress(`Auditing ${path} on chain ${book.chainId}`);
    const checks = await auditDeployment(provider, book, plan, await compiledContracts());
    for (const line of formatTable(["Parameter", "Expected"], describeParameters(plan.parameters))) print(line);
    print("");
    for (const line of formatAudit(book, plan.parameters, checks)) print(line);
    const failed = checks.filter(({ problems }) => problems.length > 0);
    if (failed.length > 0) throw new AuditFailedError(failed);
    print(`\nAll ${checks.length} checks passed.`);
  } finally {
    provider.destroy();
  }
}

async function settingsIn(file: string): Promise<NodeJS.Dict<string>> {
  if (!existsSync(file)) throw new UsageError(`--settings: ${file} does not exist`);
  return parseEnv(await readFile(file, "utf8"));
}

function bookOf(name: string): string {
  const path = join(deploymentDirectory(name), "address-book.json");
  if (existsSync(path)) return path;
  throw new Error(
    `There is no finished deployment on ${name}: ${path} does not exist. Name the file with --address-book.`,
  );
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}

await runMain(main);
