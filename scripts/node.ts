import { join } from "node:path";

import { NETWORK_FOLDER } from "./node/NETWORK_FOLDER.js";
import { parseOptions } from "./parseOptions.js";
import { runMain } from "./runMain.js";
import { UsageError } from "./UsageError.js";

const USAGE = `Usage: npm run node [-- --fresh] [--persist] [--on CHAIN] [--port NUMBER]

Runs a development network on this machine: chain 31337 with Hardhat's public test accounts, the protocol deployed, the
sale over, seven supernodes elected, the first epoch begun. Files for the command line lie in the folder .network, which
holds one network at a time: a second one needs another clone.

  --fresh    deploy only: the sale has not begun, there is no supernode
  --persist  keep every change in .network/chain.jsonl, and begin by doing them again, of whichever kind the kept network
             is; on hardhat only. While one is kept, nothing starts without this: move or delete .network to begin anew
  --on       hardhat (default), the chain inside this process, or anvil, another EVM, from npm: Linux on x64 only
  --port     where to answer JSON-RPC (default 8545; 0: any that is free)
  --help     print this text

Exit codes: 1 something unforeseen, 2 a wrong argument, 3 the folder's network still runs, another one is kept there, or
damaged, the port is taken, or there is no anvil for this platform.`;

const HIGHEST_PORT = 65_535;
const CHAINS = ["hardhat", "anvil"] as const;

async function main(): Promise<void> {
  const { values } = parseOptions({
    options: {
      fresh: { type: "boolean", default: false },
      persist: { type: "boolean", default: false },
      on: { type: "string", default: "hardhat" },
      port: { type: "string", default: "8545" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const { fresh: isFresh, persist: isPersistent } = values;
  const on = CHAINS.find((chain) => chain === values.on);
  if (on === undefined) throw new UsageError(`--on is ${values.on}, expected ${CHAINS.join(" or ")}`);
  if (on === "anvil" && isPersistent) throw new UsageError("--persist keeps the chain of hardhat only, not of anvil");
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > HIGHEST_PORT) {
    throw new UsageError(`--port is ${values.port}, expected 0 to ${HIGHEST_PORT}, 0 for any that is free`);
  }

  const { checkFolder } = await import("./node/checkFolder.js");
  await checkFolder(NETWORK_FOLDER); // before this process takes a port, which may be the recorded one
  const [{ Diary }, { keptNetwork }] = await Promise.all([import("./node/Diary.js"), import("./node/keptNetwork.js")]);
  const diary = new Diary(join(NETWORK_FOLDER, "chain.jsonl"));
  const kept = await keptNetwork(diary, { isFresh, isPersistent });
  if (kept?.isCut === true)
    console.error(`The last change in ${diary.path} was cut off, as by a crash: it is left out`);
  // Read by Hardhat when it is loaded, which is only now.
  if (on === "anvil") process.env["HARDHAT_CONFIG"] = "scripts/node/hardhat.config.ts";
  const { runNode } = await import("./node/runNode.js");
  await runNode({ isFresh, diary: isPersistent ? diary : undefined, kept, on, port });
}

await runMain(main);
