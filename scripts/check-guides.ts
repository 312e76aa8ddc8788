// Runs every command of docs/guides/ as a reader would, in bash, on development networks started for it:
//
//     npm run check:guides     on Hardhat's chain
//     npm run rehearse         on anvil, another EVM

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { endWithUsage } from "./endWithUsage.js";
import { parseOptions } from "./parseOptions.js";

const GUIDES = join("docs", "guides");

/** Guides that go on where the one before ended share a network. */
const NETWORKS = [
  { options: ["--fresh"], guides: ["sale-buyer", "joining"] },
  { options: [], guides: ["submitter", "operator", "vendor", "voter", "wallets", "auditor"] },
];

const CHAINS = ["hardhat", "anvil"];

const { on } = parseOptions({ options: { on: { type: "string", default: "hardhat" } } }).values;
if (!CHAINS.includes(on)) endWithUsage(`--on is ${on}, expected ${CHAINS.join(" or ")}`);
const isRehearsal = on === "anvil";

// Starting through npx is seen to work in the first guide on Hardhat's chain; the others save that second of each command.
const PRELUDE = `npx() { "${process.execPath}" cli/virusmap.mjs "\${@:2}"; }\n`;

const listed = NETWORKS.flatMap(({ guides }) => guides).concat("README");
const unlisted = readdirSync(GUIDES).filter((file) => !listed.includes(file.replace(/\.md$/, "")));
if (unlisted.length > 0) throw new Error(`no network runs ${unlisted.join(", ")} of ${GUIDES}`);

// What the README's table promises stands in a guide as it is, alone or with further words.
const shown = listed
  .flatMap((guide) => commandsOf(readFileSync(join(GUIDES, `${guide}.md`), "utf8")))
  .join("\n")
  .concat("\n");
for (const [, command = ""] of readFileSync("README.md", "utf8").matchAll(
  /^\|.*`((?:npx virusmap|npm run audit)[^`]*)`/gm,
)) {
  if (!["\n", " "].some((end) => shown.includes(command + end)))
    throw new Error(`README.md promises a command that no guide runs: ${command}`);
}

for (const { options, guides } of NETWORKS) {
  const node = await startNetwork([...options, "--port", "0", "--on", on]);
  try {
    for (const guide of guides) {
      const path = join(GUIDES, `${guide}.md`);
      const commands = commandsOf(readFileSync(path, "utf8"));
      if (commands.length === 0) throw new Error(`${path} has no command`);
      console.log(`\n${guide}.md: ${commands.length.toString()} lines`);
      const isFirst = !isRehearsal && guide === NETWORKS[0]?.guides[0];
      const script = `${isFirst ? "" : PRELUDE}${commands.join("\n")}`;
      const { status } = spawnSync("bash", ["-euo", "pipefail", "-x", "-c", script], { stdio: "inherit" });
      if (status !== 0) throw new Error(`a command of ${path} failed`);
    }
  } finally {
    await stopNetwork(node);
  }
}

/** The lines of all `sh` blocks. */
function commandsOf(text: string): string[] {
  return [...text.matchAll(/^```sh\n([^]*?)^```$/gm)].flatMap(([, block = ""]) => block.trimEnd().split("\n"));
}

async function startNetwork(options: readonly string[]): Promise<ChildProcess> {
  const node = spawn(process.execPath, [...process.execArgv, "scripts/node.ts", ...options], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<never>((_, reject) => {
    node.once("exit", (code) => {
      reject(new Error(`npm run node ended with ${String(code)}`));
    });
  });
  ended.catch(() => undefined); // it also ends at the end
  const ready = (async () => {
    for await (const line of createInterface({ input: node.stdout })) if (line.startsWith("Stop with")) return;
    await ended; // it closed its output before it was ready
  })();
  await Promise.race([ready, ended]);
  return node;
}

/** The next network has files of the same names. */
async function stopNetwork(node: ChildProcess): Promise<void> {
  if (node.exitCode !== null || node.signalCode !== null) return;
  const ended = new Promise((resolve) => node.once("exit", resolve));
  node.kill();
  await ended;
}
