import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { verifyContract } from "@nomicfoundation/hardhat-verify/verify";
import hre from "hardhat";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";

import { readAddressBook } from "../cli/readAddressBook.js";
import { deploymentDirectory } from "../ignition/deploymentDirectory.js";
import type { AddressBook } from "../sdk/deployment/AddressBook.js";
import { addressesOf } from "../sdk/deployment/addressesOf.js";
import { argumentsOf } from "../sdk/deployment/argumentsOf.js";
import type { DeploymentPlan } from "../sdk/deployment/DeploymentPlan.js";
import { compileContracts } from "./compileContracts.js";
import { networkOf } from "./deployment/networkOf.js";
import { readPlan } from "./deployment/readPlan.js";
import { readSetting } from "./deployment/readSetting.js";
import { rpcUrlOf } from "./deployment/rpcUrlOf.js";
import { verificationInputsOf } from "./deployment/verificationInputsOf.js";
import { parseOptions } from "./parseOptions.js";
import { runMain } from "./runMain.js";
import { UsageError } from "./UsageError.js";

const EXPLORERS = ["sourcify", "blockscout", "etherscan"] as const;

const USAGE = `Usage: npm run verify:deployment -- --network NAME [--explorer sourcify|blockscout|etherscan]
       npm run verify:deployment -- --network NAME --write-inputs FOLDER

Publishes the sources of a finished deployment where people look for them, so that everybody sees what runs. Needs no
private key. Etherscan wants a key of its own, ETHERSCAN_API_KEY in the environment or the keystore.

  --network       a network of hardhat.config.ts; its deployment lies in deployments/NAME/
  --explorer      only there (default: all three, one after the other)
  --write-inputs  send nothing; write what would be sent to FOLDER, one file a contract, to verify by hand
  --address-book  the deployment, with plan.json beside it (default deployments/NAME/address-book.json)
  --help          print this text

Exit codes: 0 everything was published or written, 1 something was not, 2 a wrong argument, setting or file.`;

async function main(): Promise<void> {
  const { values } = parseOptions({
    options: {
      network: { type: "string" },
      explorer: { type: "string" },
      "write-inputs": { type: "string" },
      "address-book": { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const { network: name, "write-inputs": folder } = values;
  if (values.help) {
    print(USAGE);
    return;
  }
  if (name === undefined) throw new UsageError("name a network with --network; see --help");
  const explorers = EXPLORERS.filter((each) => values.explorer === undefined || each === values.explorer);
  if (explorers.length === 0) {
    throw new UsageError(`--explorer is ${String(values.explorer)}, expected one of ${EXPLORERS.join(", ")}`);
  }

  networkOf(name);
  const path = values["address-book"] ?? join(deploymentDirectory(name), "address-book.json");
  await readAddressBook(path); // the command line's own reader: it must accept the file
  const book = JSON.parse(await readFile(path, "utf8")) as AddressBook;
  const plan = await readPlan(join(dirname(path), "plan.json"));
  await compileContracts();

  if (folder === undefined) await publish(name, book, plan, explorers);
  else await write(folder, book, plan);
}

/** One file a contract, with everything that an explorer's form asks for. */
async function write(folder: string, book: AddressBook, plan: DeploymentPlan): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, input] of Object.entries(await verificationInputsOf(book, plan))) {
    const file = join(folder, `${name}.json`);
    await writeFile(file, `${JSON.stringify(input, null, 2)}\n`);
    print(file);
  }
}

async function publish(
  name: string,
  book: AddressBook,
  plan: DeploymentPlan,
  explorers: readonly (typeof EXPLORERS)[number][],
): Promise<void> {
  await rpcUrlOf(name);
  if (explorers.includes("etherscan")) {
    await readSetting(name, "key of Etherscan's interface", hre.config.verify.etherscan.apiKey, /^\S+$/);
  }
  const { userConfig } = hre;
  const config = userConfig.networks?.[name];
  if (config?.type !== "http") throw new UsageError(`--network is ${name}, which is not behind a URL`);
  // The same project on that network, but without the deployer's key.
  const environment = await createHardhatRuntimeEnvironment(
    { ...userConfig, networks: { ...userConfig.networks, [name]: { ...config, accounts: "remote" } } },
    { network: name },
    hre.config.paths.root,
  );
  const made = argumentsOf(plan.parameters, addressesOf(book));
  const failures: string[] = [];
  for (const provider of explorers) {
    for (const { name: contract, contract: artifact, address, transaction } of book.contracts) {
      const { sourceName } = await hre.artifacts.readArtifact(artifact);
      await verifyContract(
        {
          address,
          constructorArgs: [...made[contract]],
          contract: `${sourceName}:${artifact}`,
          provider,
          ...(provider === "sourcify" ? { creationTxHash: transaction } : {}),
        },
        environment,
      ).catch((error: unknown) => {
        failures.push(
          `${provider}: ${contract} at ${address}: ${error instanceof Error ? error.message : String(error)}`,
        );
      });
    }
  }
  if (failures.length > 0) {
    throw new Error(
      [
        "Not everything could be published:",
        ...failures.map((failure) => `  - ${failure}`),
        "Run the same command again, or verify by hand with what --write-inputs writes.",
      ].join("\n"),
    );
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

await runMain(main);
