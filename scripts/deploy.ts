import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";

import { network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import type { Accounts } from "../ignition/Accounts.js";
import { readSettings } from "../cli/readSettings.js";
import { SETTING_NAMES } from "../cli/SETTING_NAMES.js";
import { formatTable } from "../cli/output/formatTable.js";
import { compiledContracts } from "../ignition/compiledContracts.js";
import { deploymentDirectory } from "../ignition/deploymentDirectory.js";
import { deploySystem } from "../ignition/deploySystem.js";
import { parametersFile } from "../ignition/parametersFile.js";
import { planFile } from "../ignition/planFile.js";
import { readParameters } from "../ignition/readParameters.js";
import { errorOfAudit } from "../sdk/deployment/errorOfAudit.js";
import { checkAccounts } from "../sdk/deployment/checkAccounts.js";
import { checkTerms } from "../sdk/deployment/checkTerms.js";
import { codeHashesOf } from "../sdk/deployment/codeHashesOf.js";
import type { DeploymentParameters } from "../sdk/deployment/DeploymentParameters.js";
import type { DeploymentPlan } from "../sdk/deployment/DeploymentPlan.js";
import { FeeCeilingError } from "../sdk/deployment/FeeCeilingError.js";
import { InsufficientFundsError } from "../sdk/deployment/InsufficientFundsError.js";
import { InvalidParametersError } from "../sdk/deployment/InvalidParametersError.js";
import { makePlan } from "../sdk/deployment/makePlan.js";
import { predictAddresses } from "../sdk/deployment/predictAddresses.js";
import { compileContracts } from "./compileContracts.js";
import { auditDeployment } from "./deployment/auditDeployment.js";
import { checkNetwork } from "./deployment/checkNetwork.js";
import { estimateDeployment } from "./deployment/estimateDeployment.js";
import { exclusively } from "./deployment/exclusively.js";
import { formatAudit } from "./deployment/formatAudit.js";
import { formatEstimate } from "./deployment/formatEstimate.js";

import { networkOf } from "./deployment/networkOf.js";
import { readSetting } from "./deployment/readSetting.js";
import { rpcUrlOf } from "./deployment/rpcUrlOf.js";
import { parseOptions } from "./parseOptions.js";
import { runMain } from "./runMain.js";

const USAGE = `Usage: npm run deploy [-- --network NAME] [--treasury ADDRESS] [--developers ADDRESS] [--supporters ADDRESS]
                      [--parameters FILE] [--max-fee GWEI] [--dry-run] [--yes]

Shows terms, predicted addresses, gas and cost of a deployment, then deploys the protocol and reads the chain back. An
interrupted deployment is continued by the same command, a finished one is audited again. Without --network it deploys
to a chain inside the process, which ends with it: a rehearsal that leaves nothing. A network that stays: npm run node.

  --network      a network of hardhat.config.ts, such as sepolia or baseSepolia
  --treasury     who alone receives the sale's proceeds
  --developers   who receives the developers' part
  --supporters   who receives the supporters' part
  --parameters   the terms (default ignition/parameters/NAME.json5; also in the environment variable PARAMETERS)
  --max-fee      most to pay for one unit of gas, base fee and tip (default 200; also in VIRUSMAP_MAX_FEE)
  --dry-run      show only; nothing is sent
  --yes          do not ask before sending (needed where no terminal can be asked)
  --help         print this text

Exit codes, as those of the command line:
  0  it is deployed and audited, or was shown only
  1  something unforeseen went wrong; the same command goes on
  2  a wrong argument, setting, file or term
  3  refused: begun with other terms, its nonces used otherwise, gas above the ceiling, or the audit failed; the
     message says which
  4  no node, a node of another network, or one that no longer has the state to read the chain back: ask an archive node
  5  the deployer has too little ETH
  7  a transaction is not mined yet: run the same command again later

What a deployment to a network leaves for programs and for npm run audit:deployment lies in deployments/NAME/.`;

const DEVELOPMENT_CHAIN_ID = 31_337;
const LEAD_SECONDS = 3_600; // thirteen transactions, each with its confirmations, take a quarter of an hour on Sepolia

/** What was asked for. */
interface Request {
  file: string;
  accounts: Accounts;
  /** The most to pay for one unit of gas. */
  maxFeeWei: bigint;
  isDryRun: boolean;
  isConfirmed: boolean;
}

async function main(): Promise<void> {
  const { values } = parseOptions({
    options: {
      network: { type: "string", default: "default" },
      treasury: { type: "string" },
      developers: { type: "string" },
      supporters: { type: "string" },
      parameters: { type: "string" },
      "max-fee": { type: "string" },
      "dry-run": { type: "boolean", default: false },
      yes: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    print(USAGE);
    return;
  }
  const asked = values.parameters ?? process.env["PARAMETERS"];
  const accounts = { treasury: values.treasury, developers: values.developers, supporters: values.supporters };
  const { maxFeeWei } = readSettings(
    { maxFee: values["max-fee"] },
    { [SETTING_NAMES.maxFeeWei]: process.env[SETTING_NAMES.maxFeeWei] },
  );
  await checkRequest(values.network, asked, accounts);
  await checkSettings(values.network);
  await compileContracts();
  const connection = await network.create(values.network);
  try {
    const directory = deploymentDirectory(values.network);
    const request = {
      file: parametersFile(values.network, (await connection.ethers.provider.getNetwork()).chainId, asked),
      accounts,
      maxFeeWei,
      isDryRun: values["dry-run"],
      isConfirmed: values.yes,
    };
    if (isEmbedded(connection)) await deploy(connection, undefined, request);
    else await exclusively(directory, () => deploy(connection, directory, request));
  } finally {
    await connection.close();
  }
}

/**
 * Reads the terms once before a setting is asked for: nobody sets up a keystore to learn that an address is wrong. Only
 * for public networks, whose time is this machine's; what is wrong by the chain's own time is found later.
 */
async function checkRequest(name: string, asked: string | undefined, accounts: Accounts): Promise<void> {
  const config = networkOf(name);
  if (config.type !== "http" || config.chainId === undefined) return;
  const file = parametersFile(name, BigInt(config.chainId), asked);
  const kept = await keptPlan(deploymentDirectory(name));
  await termsFrom(file, accounts, Math.floor(Date.now() / 1_000), kept);
}

/** Asks for what the network needs before anything else, so that what is missing is told by its name. */
async function checkSettings(name: string): Promise<void> {
  const config = networkOf(name);
  if (config.type !== "http") return;
  await rpcUrlOf(name);
  if (!Array.isArray(config.accounts)) return;
  for (const account of config.accounts) {
    await readSetting(name, "deployer's private key", account, /^(?:0x)?[0-9a-fA-F]{64}$/);
  }
}

/** Whether the chain is inside this process, and ends with it. */
function isEmbedded(connection: NetworkConnection): boolean {
  return connection.networkConfig.type === "edr-simulated";
}

/** @param directory where the deployment is kept, unless the chain ends with the process */
async function deploy(
  connection: NetworkConnection,
  directory: string | undefined,
  { file, accounts, maxFeeWei, isDryRun, isConfirmed }: Request,
): Promise<void> {
  const { networkName } = connection;
  const { provider } = connection.ethers;
  const compiled = await compiledContracts();
  await checkNetwork(connection, compiled);

  const kept = await keptPlan(directory);
  const plan = await planFrom(connection, file, accounts, compiled, kept);
  if (directory === undefined) progress(`Deploying to a chain inside this process, with the terms of ${file}`);
  else if (kept === undefined) progress(`Deploying to ${networkName} with the terms of ${file}`);
  else progress(`Continuing what was begun after block ${kept.block.number}, kept in ${directory}`);

  if (isDryRun || (kept === undefined && directory !== undefined)) {
    const costs = await estimateDeployment(connection, plan, compiled);
    for (const line of formatEstimate(networkName, plan, costs)) print(line);
    if (costs.prices.maximum > maxFeeWei) throw new FeeCeilingError(costs.prices.maximum, maxFeeWei);
    if (costs.balanceWei < costs.maximumWei) {
      throw new InsufficientFundsError(plan.deployer, costs.balanceWei, costs.maximumWei);
    }
    if (isDryRun || !(isConfirmed || plan.chainId === DEVELOPMENT_CHAIN_ID || (await confirm(networkName)))) {
      print("\nNothing was sent. To deploy, run the same command without --dry-run, and confirm or add --yes.");
      return;
    }
  }
  if (directory !== undefined) await planFile.write(join(directory, "plan.json"), plan);
  const { addressBook } = await deploySystem(connection, plan.parameters, progress, directory, maxFeeWei);

  progress("Reading the chain back");
  const checks = await auditDeployment(provider, addressBook, plan, compiled);
  for (const line of formatAudit(addressBook, plan.parameters, checks)) print(line);
  const failure = errorOfAudit(checks);
  if (failure !== undefined) throw failure;

  const rows = addressBook.contracts.map(({ name, address, block }) => [name, address, `${block}`]);
  print(["", ...formatTable(["Contract", "Address", "Block"], rows)].join("\n"));
  if (directory === undefined) {
    print(`\nThe chain inside the process ends now, and the deployment with it: nothing was kept.`);
    print("A network that stays: npm run node. A public one: npm run deploy -- --network sepolia.");
    return;
  }
  const path = join(directory, "address-book.json");
  await writeFile(path, `${JSON.stringify(addressBook, null, 2)}\n`);
  print(`\nAddress book: ${path}`);
}

/** The plan of an interrupted run; one that never came to send anything does not bind. */
async function keptPlan(directory: string | undefined): Promise<DeploymentPlan | undefined> {
  if (directory === undefined || !existsSync(join(directory, "ignition", "journal.jsonl"))) return undefined;
  return planFile.read(join(directory, "plan.json"));
}

/**
 * A new plan, or the kept one after it was compared with what is asked for now.
 *
 * @throws PlanMismatchError when something else is asked for than what was begun
 */
async function planFrom(
  connection: NetworkConnection,
  file: string,
  accounts: Accounts,
  compiled: Awaited<ReturnType<typeof compiledContracts>>,
  kept: DeploymentPlan | undefined,
): Promise<DeploymentPlan> {
  const { provider } = connection.ethers;
  const [signer] = await connection.ethers.getSigners();
  if (signer === undefined) throw new Error(`${connection.networkName} has no account to deploy from.`);
  const deployer = signer.address;
  const code = codeHashesOf(compiled);
  if (kept !== undefined) {
    const parameters = await termsFrom(file, accounts, kept.block.time, kept);
    checkTerms(kept, { deployer, parameters, code });
    return kept;
  }

  const newest = await provider.getBlock("latest");
  if (newest === null) throw new Error("The chain has no newest block: is the node synchronized?");
  const parameters = await termsFrom(file, accounts, newest.timestamp, kept);
  const plan = await makePlan(provider, deployer, parameters, code, newest.number);
  checkAccounts(parameters, predictAddresses(deployer, plan.firstNonce));
  const { start } = parameters.sale;
  const earliest = newest.timestamp + LEAD_SECONDS;
  if (plan.chainId !== DEVELOPMENT_CHAIN_ID && start < earliest) {
    throw new InvalidParametersError([
      `sale.start is ${start}: must be at least ${earliest}, an hour from now, since the sale is deployed last but one`,
    ]);
  }
  return plan;
}

/**
 * The terms asked for. What was begun goes on from its own time, with its own accounts where none are named.
 *
 * @param now Unix seconds, for what was not begun yet
 */
async function termsFrom(
  file: string,
  accounts: Accounts,
  now: number,
  kept: DeploymentPlan | undefined,
): Promise<DeploymentParameters> {
  if (kept === undefined) return readParameters(file, now, accounts);
  const { sale, vesting } = kept.parameters;
  return readParameters(file, kept.block.time, {
    treasury: accounts.treasury ?? sale.treasury,
    developers: accounts.developers ?? vesting.developers.beneficiary,
    supporters: accounts.supporters ?? vesting.supporters.beneficiary,
  });
}

/** Asks the person at the terminal; without one the answer is no. */
async function confirm(networkName: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await terminal.question(`\nType ${networkName} to deploy: `)) === networkName;
  } finally {
    terminal.close();
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}

await runMain(main);
