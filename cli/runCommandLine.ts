import { readFile } from "node:fs/promises";
import { parseEnv } from "node:util";

import tab from "@bomb.sh/tab/commander";
import { Command, CommanderError } from "commander";

import { developmentCommands } from "./commands/development/developmentCommands.js";
import { faultCommands } from "./commands/fault/faultCommands.js";
import { nodeCommands } from "./commands/node/nodeCommands.js";
import { reportCommands } from "./commands/report/reportCommands.js";
import { status } from "./commands/status.js";
import { saleCommands } from "./commands/sale/saleCommands.js";
import { sampleCommands } from "./commands/sample/sampleCommands.js";
import { vendorCommands } from "./commands/vendor/vendorCommands.js";
import { CommandError } from "./CommandError.js";
import { describeFailure } from "./describeFailure.js";
import { ExitCode } from "./ExitCode.js";
import { outcomeOfSimulation } from "./outcomeOfSimulation.js";
import { formatOutcome } from "./output/formatOutcome.js";
import { jsonOfOutcome } from "./output/jsonOfOutcome.js";
import type { Outcome } from "./output/Outcome.js";
import { readSettings } from "./readSettings.js";
import type { Runner } from "./Runner.js";
import { Session } from "./Session.js";
import { SimulatedError } from "./simulation/SimulatedError.js";
import type { Surroundings } from "./Surroundings.js";
import { PreparedError } from "./wallets/PreparedError.js";
import { safeBatchOf } from "./wallets/safeBatchOf.js";

const EXIT_CODES = `
Exit codes:
  0  done
  1  something unforeseen went wrong
  2  a wrong argument, setting or file
  3  a contract refused: the message has its values
  4  no node, or a node of another network
  5  too little ETH or VMT
  6  content or a proof was not found
  7  a transaction was sent and is not mined yet, or was replaced

Examples:
  $ virusmap status
  $ virusmap sale buy 1.5 --dry-run
  $ VIRUSMAP_RPC_URL=https://… virusmap sale status --json`;

/**
 * Runs one command.
 *
 * @param words the command line without program and script
 * @returns the exit code; nothing is thrown
 */
export async function runCommandLine(words: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const program = new Command("virusmap")
    .description("Buys, submits, votes, scans and sells on VirusMap, on any network.")
    .option("--env-file <file>", "settings of the environment from a file; they win over the environment")
    .option("--rpc <url>", "JSON-RPC node (VIRUSMAP_RPC_URL; default http://127.0.0.1:8545)")
    .option(
      "--address-book <file>",
      "where the contracts are (VIRUSMAP_ADDRESS_BOOK; default what this checkout deployed)",
    )
    .option(
      "--keystore <file>",
      "encrypted key (VIRUSMAP_KEYSTORE, VIRUSMAP_KEYSTORE_PASSWORD, or VIRUSMAP_PRIVATE_KEY)",
    )
    .option(
      "--wallet <address>",
      "for a contract wallet (VIRUSMAP_WALLET): print the batch to execute, in the form of Safe's Transaction Builder, and send nothing",
    )
    .option("--home <folder>", "what is yours alone (VIRUSMAP_HOME; default ~/.virusmap)")
    .option("--store <folder>", "content store (VIRUSMAP_STORE; default the folder store in --home)")
    .option("--timeout <seconds>", "how long to wait for a transaction (default 300)")
    .option("--dry-run", "simulate, show gas and balance changes, send nothing")
    .option("--json", "print the result as one JSON object; amounts in the smallest unit")
    .option("--print <field>", "print one value of the result alone, by its name in --json")
    .configureHelp({ showGlobalOptions: true })
    .addHelpText("after", EXIT_CODES)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        surroundings.out(text.trimEnd());
      },
      writeErr: (text) => {
        surroundings.note(text.trimEnd());
      },
    });

  const run: Runner =
    (action) =>
    async (...args) => {
      const options = program.opts<Record<string, unknown>>();
      const session = new Session(readSettings(options, await readEnvironment(options, surroundings)), surroundings);
      const outcome = await session.run(async () => orSimulation(session, () => action(session, ...args)));
      if (typeof outcome === "string") {
        surroundings.note("Nothing was sent. The wallet's owners execute this batch, all of it in one transaction.");
        surroundings.out(outcome);
      } else surroundings.out(textOf(outcome, session.settings.json, options["print"]));
    };

  status(program, run);
  saleCommands(program, run);
  sampleCommands(program, run);
  nodeCommands(program, run);
  reportCommands(program, run);
  vendorCommands(program, run);
  faultCommands(program, run);
  developmentCommands(program, run);
  tab(program);

  try {
    await program.parseAsync(words, { from: "user" });
    return ExitCode.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.done : ExitCode.usage;
    const { exitCode, message, advice } = describeFailure(error);
    if (program.opts()["json"] === true)
      surroundings.out(JSON.stringify({ error: { message, advice, exitCode } }, null, 2));
    surroundings.note(`error: ${message}\n${advice}`);
    return exitCode;
  }
}

function textOf(outcome: Outcome, json: boolean, field: unknown): string {
  if (typeof field !== "string") return json ? jsonOfOutcome(outcome) : formatOutcome(outcome);

  const found = outcome.fields.find(({ name }) => name === field);
  if (found === undefined) {
    const names = outcome.fields.map(({ name }) => name).join(", ");
    throw new CommandError(ExitCode.usage, `the result has no field ${field}`, `The command was run. It has ${names}.`);
  }
  return String(found.value);
}

async function readEnvironment(
  { envFile }: Record<string, unknown>,
  { environment }: Surroundings,
): Promise<Surroundings["environment"]> {
  if (typeof envFile !== "string") return environment;
  try {
    return { ...environment, ...parseEnv(await readFile(envFile, "utf8")) };
  } catch (error) {
    throw new CommandError(ExitCode.usage, `--env-file ${envFile} cannot be read`, "Check the path.", { cause: error });
  }
}

/** What the action did, or would do, or as a text what a contract wallet has to do. */
async function orSimulation(session: Session, action: () => Promise<Outcome>): Promise<Outcome | string> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof PreparedError) {
      const { chainId } = await session.deployment();
      const wallet = await session.account(undefined);
      return JSON.stringify(safeBatchOf(wallet, chainId, error.calls, Date.now()), null, 2);
    }
    if (!(error instanceof SimulatedError)) throw error;
    const signer = await session.signer();
    return outcomeOfSimulation(error.simulation, await session.deployment(), await signer.getAddress());
  }
}
