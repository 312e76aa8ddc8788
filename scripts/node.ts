import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { Wallet } from "ethers";
import hre, { network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import { deploySystem } from "../ignition/deploySystem.js";
import { readParameters } from "../ignition/readParameters.js";
import type { AddressBook } from "../sdk/deployment/AddressBook.js";
import { publicKeyOf } from "../sdk/keys/publicKeyOf.js";
import { assignActors } from "./loop/assignActors.js";
import { Journal } from "./loop/Journal.js";
import type { Loop } from "./loop/Loop.js";
import { startSupernodes } from "./loop/startSupernodes.js";
import { electCouncil } from "./loop/steps/electCouncil.js";
import { runSale } from "./loop/steps/runSale.js";
import { developmentKeys } from "./node/developmentKeys.js";
import { Diary } from "./node/Diary.js";
import { serve } from "./node/serve.js";
import { writeProfiles } from "./node/writeProfiles.js";

const USAGE = `Usage: npm run node [-- --fresh] [--persist] [--port NUMBER]

Runs a development network on this machine: chain 31337 with Hardhat's public test accounts, the protocol deployed, the
sale over, seven supernodes elected, the first epoch begun. Files for the command line lie in the folder .network.

  --fresh    deploy only: the sale has not begun, there is no supernode
  --persist  keep every change in .network/chain.jsonl, and begin by doing them again
  --port     where to answer JSON-RPC (default 8545)
  --help     print this text`;

const FOLDER = ".network";
const DIARY = join(FOLDER, "chain.jsonl");
const ADDRESS_BOOK = join(FOLDER, "address-book.json");
const PARAMETERS = "ignition/parameters/local.json5";

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      fresh: { type: "boolean", default: false },
      persist: { type: "boolean", default: false },
      port: { type: "string", default: "8545" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  await hre.tasks.getTask("build").run({ quiet: true, noTests: true });
  await mkdir(FOLDER, { recursive: true });

  const diary = new Diary(DIARY);
  const kept = values.persist ? await diary.read() : undefined;
  const startedAt = kept?.startedAt ?? new Date().toISOString();
  const connection = await network.create({ override: { initialDate: startedAt } });
  if (kept === undefined) {
    // Another chain: what belonged to the last one is of no use.
    await rm(FOLDER, { recursive: true });
    await mkdir(FOLDER);
    if (values.persist) {
      await diary.begin(startedAt);
      diary.record(connection.provider);
    }
    const addressBook = await seed(connection, values.fresh);
    await writeFile(ADDRESS_BOOK, `${JSON.stringify(addressBook, null, 2)}\n`);
  } else {
    console.error(`Doing the ${kept.entries.length} changes in ${DIARY} again`);
    await diary.replay(connection.provider, kept.entries);
    diary.record(connection.provider);
  }

  const { url } = await serve(connection.provider, Number(values.port));
  const { council } = await readParameters(PARAMETERS, 0);
  const profiles = await writeProfiles(FOLDER, url, ADDRESS_BOOK, council.seats);
  const addressBook = JSON.parse(await readFile(ADDRESS_BOOK, "utf8")) as AddressBook;
  for (const { name, address } of addressBook.contracts) console.log(`${name.padEnd(18)}  ${address}`);
  console.log(`\nChain ${addressBook.chainId} answers at ${url}. Who you can be:\n`);
  for (const profile of profiles) console.log(`  npx virusmap --env-file ${profile} status`);
  console.log("\nStop with Ctrl-C.");
}

/** Deploys the protocol and, unless `isFresh`, plays the sale and the election of a council. */
async function seed(connection: NetworkConnection, isFresh: boolean): Promise<AddressBook> {
  const { ethers, networkHelpers } = connection;
  const parameters = await readParameters(PARAMETERS, await networkHelpers.time.latest());
  const journal = new Journal((line) => {
    console.error(line);
  });
  const { contracts: system, addressBook } = await journal.step("Deploy the protocol", () =>
    deploySystem(connection, parameters),
  );
  if (isFresh) return addressBook;

  const actors = assignActors(await ethers.getSigners(), parameters.council.seats);
  const loop: Loop = {
    system,
    actors,
    journal,
    provider: ethers.provider,
    workspace: FOLDER,
    now: async () => BigInt(await networkHelpers.time.latest()),
    moveTo: async (time) => networkHelpers.time.increaseTo(time),
  };
  const supernodes = (await startSupernodes(actors, [], join(FOLDER, "home"))).map((node) => {
    const privateKey = developmentKeys.encryption(node.seat);
    return {
      ...node,
      signer: new Wallet(developmentKeys.signer(node.seat)),
      encryptionKeys: { privateKey, publicKey: publicKeyOf(privateKey) },
    };
  });
  await journal.step("Sale", () => runSale(loop));
  await journal.step("Election", () => electCouncil(loop, supernodes));
  return addressBook;
}

await main();
