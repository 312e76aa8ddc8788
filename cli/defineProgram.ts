import { Command, Option } from "commander";

import { defineStatus } from "./commands/defineStatus.js";
import { defineDevelopment } from "./commands/development/defineDevelopment.js";
import { defineFault } from "./commands/fault/defineFault.js";
import { defineNode } from "./commands/node/defineNode.js";
import { defineReport } from "./commands/report/defineReport.js";
import { defineSale } from "./commands/sale/defineSale.js";
import { defineSample } from "./commands/sample/defineSample.js";
import { defineVendor } from "./commands/vendor/defineVendor.js";
import { defineCompletion } from "./defineCompletion.js";
import { examplesOf } from "./examplesOf.js";
import { formatHelp } from "./formatHelp.js";
import { hintAtHelp } from "./hintAtHelp.js";
import type { Runner } from "./Runner.js";
import type { Surroundings } from "./Surroundings.js";

const EXIT_CODES = `
Exit codes:
    0  done
    1  something unforeseen went wrong
    2  a wrong argument, setting or file
    3  a contract refused, or this program: the message has the values
    4  no node, or a node of another network
    5  too little ETH or VMT
    6  content or a proof was not found
    7  a transaction, of this command or of an earlier one, is not mined yet, or was replaced
    8  what was asked for is not there yet, such as an order's key: repeat the command later
  130  interrupted, by Ctrl-C or a signal: the message says what was sent`;

/** Every command with its arguments, options and help. What a wrong call gets is thrown, not a process that ends. */
export function defineProgram(run: Runner, { out, note }: Pick<Surroundings, "out" | "note">): Command {
  const program = new Command("virusmap")
    .description("Buys, submits, votes, scans and sells on VirusMap, on any network.")
    .option("--settings <file>", "settings of the environment from a file; they win over the environment")
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
    .option("--max-fee <gwei>", "most to pay for one unit of gas, base fee and tip (VIRUSMAP_MAX_FEE; default 200)")
    .option("--timeout <seconds>", "how long to wait for a transaction (default 300)")
    .option("--dry-run", "simulate a transaction, show gas and balance changes, send nothing")
    .option("--json", "print the result as one JSON object; amounts in the smallest unit")
    .addOption(
      new Option("--print <field>", "print one value of the result alone, by its name in --json").conflicts("json"),
    )
    .configureHelp({ showGlobalOptions: true, formatHelp })
    .addHelpText("after", EXIT_CODES)
    .addHelpText(
      "after",
      `${examplesOf("status", "sale buy 1.5 --dry-run")}\n  $ VIRUSMAP_RPC_URL=https://… virusmap sale status --json`,
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        out(text.trimEnd());
      },
      writeErr: (text) => {
        note(text.trimEnd());
      },
    });

  defineStatus(program, run);
  defineSale(program, run);
  defineSample(program, run);
  defineNode(program, run);
  defineReport(program, run);
  defineVendor(program, run);
  defineFault(program, run);
  defineDevelopment(program, run);
  defineCompletion(program);
  hintAtHelp(program);
  return program;
}
