import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { checkChain } from "../cli/checkChain.js";
import { CommandError } from "../cli/CommandError.js";
import { ExitCode } from "../cli/ExitCode.js";
import { hideUrl } from "../cli/hideUrl.js";
import { escapeControls } from "../cli/output/escapeControls.js";
import { formatTable } from "../cli/output/formatTable.js";
import { jsonOfOutcome } from "../cli/output/jsonOfOutcome.js";
import { readAddressBook } from "../cli/readAddressBook.js";
import { readSettings } from "../cli/readSettings.js";
import { readSettingsFile } from "../cli/readSettingsFile.js";
import { RetryingProvider } from "../cli/RetryingProvider.js";
import { SETTING_NAMES } from "../cli/SETTING_NAMES.js";
import { compiledContracts } from "../ignition/compiledContracts.js";
import { deploymentDirectory } from "../ignition/deploymentDirectory.js";
import type { AddressBook } from "../sdk/deployment/AddressBook.js";
import { errorOfAudit } from "../sdk/deployment/errorOfAudit.js";
import { compileContracts } from "./compileContracts.js";
import { auditDeployment } from "./deployment/auditDeployment.js";
import { describeParameters } from "./deployment/describeParameters.js";
import { formatAudit } from "./deployment/formatAudit.js";
import { networkOf } from "./deployment/networkOf.js";
import { outcomeOfAudit } from "./deployment/outcomeOfAudit.js";
import { readPlan } from "./deployment/readPlan.js";
import { rpcUrlOf } from "./deployment/rpcUrlOf.js";
import { failureOf } from "./failureOf.js";
import { parseOptions } from "./parseOptions.js";
import { runMain } from "./runMain.js";
import { UsageError } from "./UsageError.js";

const USAGE = `Usage: npm run audit:deployment -- --network NAME [--rpc URL]
       npm run audit:deployment -- --rpc URL --address-book FILE [--plan FILE]
       npm run audit:deployment -- --settings .network/anyone.env

Reads a deployment back from the chain and compares it with this checkout: code and every immutable, constructor
arguments, wiring, parameters, allocations, allowances, and that nobody is in charge. Needs no key and sends nothing.

  --network       a network of hardhat.config.ts; its files lie in deployments/NAME/
  --settings      takes VIRUSMAP_RPC_URL and VIRUSMAP_ADDRESS_BOOK from a file; npm run node writes such files
  --rpc           any node of the chain (default: the network's own)
  --address-book  what the deployment left
  --plan          its plan with the terms (default: plan.json beside the address book)
  --json          print one JSON document: checks, problems, what could not be checked, parameters, contracts; amounts
                  in the smallest unit
  --help          print this text

Exit codes, as those of the command line:
  0  the deployment is this checkout with the plan's terms
  1  something unforeseen went wrong: nothing is said about the deployment
  2  a wrong argument, setting or file
  3  the deployment differs, and every difference is named: do not use it
  4  no node, a node of another network, or one that no longer has the state of the deployment's last block, so that
     balances could not be checked and nothing else differs: ask an archive node`;

const { values } = parseOptions({
  options: {
    network: { type: "string" },
    settings: { type: "string" },
    rpc: { type: "string" },
    "address-book": { type: "string" },
    plan: { type: "string" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

async function main(): Promise<void> {
  if (values.help) {
    print(USAGE);
    return;
  }
  const { url, path } = await findDeployment();
  const { chainId } = await readAddressBook(path); // the command line's own reader: it must accept the file
  const book = JSON.parse(await readFile(path, "utf8")) as AddressBook;
  const plan = await readPlan(values.plan ?? join(dirname(path), "plan.json"));

  const provider = await RetryingProvider.connect(url, progress);
  try {
    checkChain(url, (await provider.getNetwork()).chainId, chainId);
    await compileContracts();
    progress(`Auditing ${path} on chain ${chainId}`);
    // A check takes every error for what it found.
    const checks = await Promise.race([
      auditDeployment(provider, book, plan, await compiledContracts()),
      provider.lost,
    ]);
    const failure = errorOfAudit(
      checks.map((check) => ({ ...check, problems: check.problems.map((problem) => escapeControls(problem)) })),
    );
    if (values.json) {
      print(jsonOfOutcome(outcomeOfAudit(book, plan.parameters, checks)));
    } else {
      for (const line of formatTable(["Parameter", "Expected"], describeParameters(plan.parameters))) print(line);
      print("");
      for (const line of formatAudit(book, plan.parameters, checks)) print(line);
      if (failure === undefined) print(`\nAll ${checks.length} checks passed.`);
    }
    if (failure === undefined) return;
    progress(`\n${failure.message}`);
    process.exitCode = failureOf(failure).exitCode;
  } catch (error) {
    throw hideUrl(error, url);
  } finally {
    provider.destroy();
  }
}

/** Which node to ask, and for what. */
async function findDeployment(): Promise<{ url: string; path: string }> {
  const { network: name, settings: file } = values;
  if (name !== undefined) networkOf(name); // before anything is looked for under its name
  const settings = file === undefined ? {} : await readSettingsFile(file);
  const path =
    values["address-book"] ?? settings[SETTING_NAMES.addressBook] ?? (name === undefined ? undefined : bookOf(name));
  const url = values.rpc ?? settings[SETTING_NAMES.rpcUrl] ?? (name === undefined ? undefined : await rpcUrlOf(name));
  if (path === undefined || url === undefined) {
    throw new UsageError("name what to audit: --network, or --settings, or --rpc and --address-book; see --help");
  }
  return { url: readSettings({ rpc: url }, {}).rpcUrl, path };
}

function bookOf(name: string): string {
  const path = join(deploymentDirectory(name), "address-book.json");
  if (existsSync(path)) return path;
  throw new CommandError(
    ExitCode.usage,
    `there is no finished deployment on ${name}: ${path} does not exist`,
    "Name the file with --address-book.",
  );
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}

await runMain(main, values.json);
