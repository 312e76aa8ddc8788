import { join } from "node:path";

import { endWithUsage } from "./endWithUsage.js";
import { describeResult } from "./loop/describeResult.js";
import { InvalidInput } from "../supernode/InvalidInput.js";
import { Journal } from "./loop/Journal.js";
import { parseOptions } from "./parseOptions.js";
import { prepareInputs } from "../supernode/prepareInputs.js";
import { withWorkspace } from "./loop/withWorkspace.js";

const USAGE = `Usage: npm start [-- [--json] FILE…]

Runs the whole protocol on a chain inside this process, over the given files (default: the harmless files in samples/).
Files that end in .url or .url.txt hold one URL; files that end in .stix.json hold a STIX 2.1 bundle.
A file has at most 512 MiB. A single file gets company: samples/eicar.com, submitted by somebody else.

  --json  print the result as JSON on standard output; progress stays on standard error
  --help  print this text

Exit code: 0 when every step and every check held, 1 otherwise, 2 for a wrong argument or an unusable file; stopped by a
signal, 128 and its number, as shells count. No content and no key stays on disk in any case.`;

const DEFAULT_INPUTS = ["eicar.com", "packed.bin", "phishing.url.txt", "campaign.stix.json", "notice.txt"];
/** A report is more than one submitter's: a single file gets company. */
const COMPANION = join("samples", "eicar.com");

async function main(): Promise<void> {
  const { values, positionals: files } = parseOptions({
    allowPositionals: true,
    options: { json: { type: "boolean", default: false }, help: { type: "boolean", short: "h", default: false } },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const paths = files.length === 0 ? DEFAULT_INPUTS.map((name) => join("samples", name)) : [...files];
  if (paths.length === 1) paths.push(COMPANION);
  await withWorkspace(async (workspace) => {
    const inputs = await prepareInputs(paths, join(workspace, "inputs"));
    // Loaded only now: a wrong argument is refused at once, without starting Hardhat.
    const { runLoop } = await import("./loop/runLoop.js");
    const journal = new Journal((line) => {
      console.error(line);
    });
    const result = await runLoop(inputs, journal, workspace);
    console.log(values.json ? JSON.stringify(result, null, 2) : `\n${describeResult(result)}`);
  });
}

try {
  await main();
} catch (error) {
  if (error instanceof InvalidInput) endWithUsage(error.message);
  console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
  if (error instanceof Error && error.stack !== undefined) console.error(error.stack);
  process.exitCode = 1;
}
