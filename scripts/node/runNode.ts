import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

import { Wallet } from "ethers";
import hre, { network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import { CommandError } from "../../cli/CommandError.js";
import { ExitCode } from "../../cli/ExitCode.js";
import { compiledContracts } from "../../ignition/compiledContracts.js";
import { deploySystem } from "../../ignition/deploySystem.js";
import { planFile } from "../../ignition/planFile.js";
import { readParameters } from "../../ignition/readParameters.js";
import type { AddressBook } from "../../sdk/deployment/AddressBook.js";
import { audit } from "../../sdk/deployment/audit.js";
import { errorOfAudit } from "../../sdk/deployment/errorOfAudit.js";
import { publicKeyOf } from "../../sdk/keys/publicKeyOf.js";
import { compileContracts } from "../compileContracts.js";
import { assignActors } from "../loop/assignActors.js";
import { Journal } from "../loop/Journal.js";
import type { Loop } from "../loop/Loop.js";
import { startSupernodes } from "../loop/startSupernodes.js";
import { electCouncil } from "../loop/steps/electCouncil.js";
import { runSale } from "../loop/steps/runSale.js";
import { describeClock } from "./describeClock.js";
import { describeProfiles } from "./describeProfiles.js";
import { developmentKeys } from "./developmentKeys.js";
import type { Diary } from "./Diary.js";
import { NETWORK_FOLDER } from "./NETWORK_FOLDER.js";
import { serve } from "./serve.js";
import { startAnvil } from "./startAnvil.js";
import { writeProfiles } from "./writeProfiles.js";

const ADDRESS_BOOK = join(NETWORK_FOLDER, "address-book.json");
const PLAN = join(NETWORK_FOLDER, "plan.json"); // where the audit looks for it
const PARAMETERS = "ignition/parameters/local.json5";
const CHAIN_ID = 31_337;

interface Options {
  /** Deploy only. */
  readonly isFresh: boolean;
  /** Where every change is kept, on hardhat. */
  readonly diary: Diary | undefined;
  /** What to go on with. */
  readonly kept: Awaited<ReturnType<Diary["read"]>>;
  readonly on: "hardhat" | "anvil";
  readonly port: number;
}

interface Running {
  readonly url: string;
  readonly connection: NetworkConnection;
  /** A file for each role. */
  readonly profiles: readonly string[];
}

/** Runs a development network until the process ends, and prints who can be what on it. */
export async function runNode(options: Options): Promise<void> {
  await compileContracts();
  await mkdir(NETWORK_FOLDER, { recursive: true });
  const { url, connection, profiles } = await (options.on === "anvil" ? runAnvil(options) : runHardhat(options));

  const addressBook = JSON.parse(await readFile(ADDRESS_BOOK, "utf8")) as AddressBook;
  for (const { name, address } of addressBook.contracts) console.log(`${name.padEnd(18)}  ${address}`);
  console.log(`\nChain ${addressBook.chainId} answers at ${url}. Who you can be:\n`);
  for (const line of describeProfiles(profiles, options.kept?.isFresh ?? options.isFresh)) console.log(line);
  const [profile = ""] = profiles.slice(-1);
  console.log(`\nAudit it: npm run audit:deployment -- --settings ${profile}`);
  const next = (await connection.provider.request({ method: "eth_getBlockByNumber", params: ["pending", false] })) as {
    timestamp: string;
  };
  for (const line of describeClock(Number(next.timestamp), Date.now())) console.log(line);
  console.log("\nStop with Ctrl-C.");
}

/** A chain inside this process. */
async function runHardhat(options: Options): Promise<Running> {
  const { kept, port } = options;
  const startedAt = kept?.startedAt ?? new Date().toISOString();
  const connection = await network.create({ override: { initialDate: startedAt } });
  // Before anything in the folder changes: it may belong to a network that runs.
  const { url, close } = await serve(connection.provider, port).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    throw new CommandError(ExitCode.refused, `port ${port} is taken`, "Name another one with --port.");
  });
  try {
    return { url, connection, profiles: await prepare(connection, url, startedAt, options) };
  } catch (error) {
    await close(); // or the process would go on, and answer
    throw error;
  }
}

/** @returns a file for each role */
async function prepare(
  connection: NetworkConnection,
  url: string,
  startedAt: string,
  { isFresh, diary, kept }: Options,
): Promise<string[]> {
  if (kept === undefined) await clearFolder();
  const profiles = await claimFolder(url);
  if (diary === undefined) {
    await seed(connection, isFresh);
  } else if (kept === undefined) {
    diary.begin(connection.provider);
    await seed(connection, isFresh);
    await diary.keep({ startedAt, isFresh });
  } else {
    const kind = kept.isFresh
      ? "a fresh one, begun with the protocol deployed only"
      : "begun with seven supernodes elected";
    console.error(
      `Going on with the kept network, ${kind}: doing the ${kept.entries.length} changes in ${diary.path} again`,
    );
    await diary.replay(connection.provider, kept);
    diary.record(connection.provider);
  }
  return profiles;
}

/** A chain of another EVM in a process of its own, which ends with this one. */
async function runAnvil({ isFresh, port }: Options): Promise<Running> {
  process.env["VIRUSMAP_DEPLOYMENTS"] = resolve(NETWORK_FOLDER, "deployments"); // which ends with the chain
  const hardhatChain = hre.config.networks["default"];
  if (hardhatChain?.type !== "edr-simulated") throw new Error("the network `default` is not Hardhat's own chain");
  const states = resolve(NETWORK_FOLDER, "anvil"); // which the next network clears; anvil's default is the home folder
  const { url, stop } = await startAnvil(port, CHAIN_ID, hardhatChain.hardfork, states);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      stop();
      process.exit();
    });
  }
  await clearFolder();
  const profiles = await claimFolder(url);
  const connection = await network.create({ network: "localhost", override: { url } });
  await seed(connection, isFresh);
  return { url, connection, profiles };
}

/** Another chain: what belonged to the last one is of no use. */
async function clearFolder(): Promise<void> {
  await rm(NETWORK_FOLDER, { recursive: true });
  await mkdir(NETWORK_FOLDER);
}

/** From now on the folder is this network's, also while it is prepared: the profiles name where it runs. */
async function claimFolder(url: string): Promise<string[]> {
  const { council } = await readParameters(PARAMETERS, 0);
  return writeProfiles(NETWORK_FOLDER, url, ADDRESS_BOOK, council.seats);
}

/** Deploys the protocol, reads it back and, unless `isFresh`, plays the sale and the election of a council. */
async function seed(connection: NetworkConnection, isFresh: boolean): Promise<void> {
  const { ethers, networkHelpers } = connection;
  const parameters = await readParameters(PARAMETERS, await networkHelpers.time.latest());
  const journal = new Journal((line) => {
    console.error(line);
  });
  const {
    contracts: system,
    addressBook,
    plan,
  } = await journal.step("Deploy the protocol", () => deploySystem(connection, parameters));
  await planFile.write(PLAN, plan);
  await writeFile(ADDRESS_BOOK, `${JSON.stringify(addressBook, null, 2)}\n`);
  await journal.step("Audit the deployment", async () => {
    const checks = await audit(ethers.provider, addressBook, parameters, await compiledContracts());
    const failure = errorOfAudit(checks);
    if (failure !== undefined) throw failure;
    journal.note(`${checks.length} checks held`);
  });
  if (isFresh) return;

  const actors = assignActors(await ethers.getSigners(), parameters.council.seats);
  const loop: Loop = {
    system,
    actors,
    journal,
    provider: ethers.provider,
    workspace: NETWORK_FOLDER,
    now: async () => BigInt(await networkHelpers.time.latest()),
    moveTo: async (time) => networkHelpers.time.increaseTo(time),
  };
  const supernodes = (await startSupernodes(actors, [], join(NETWORK_FOLDER, "home"))).map((node) => {
    const privateKey = developmentKeys.encryption(node.seat);
    return {
      ...node,
      signer: new Wallet(developmentKeys.signer(node.seat)),
      encryptionKeys: { privateKey, publicKey: publicKeyOf(privateKey) },
    };
  });
  await journal.step("Sale", () => runSale(loop));
  await journal.step("Election", () => electCouncil(loop, supernodes));
}
