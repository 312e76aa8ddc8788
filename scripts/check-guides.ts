// Runs every command of docs/guides/ as a reader would, in bash, on development networks started for it.

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Guides that go on where the one before ended share a network. */
const NETWORKS = [
  { options: ["--fresh"], guides: ["sale-buyer"] },
  { options: [], guides: ["submitter", "operator", "vendor", "voter"] },
];

for (const { options, guides } of NETWORKS) {
  const node = await startNetwork(options);
  try {
    for (const guide of guides) {
      const commands = commandsOf(readFileSync(join("docs", "guides", `${guide}.md`), "utf8"));
      if (commands.length === 0) throw new Error(`docs/guides/${guide}.md has no command`);
      console.log(`\n${guide}.md: ${commands.length.toString()} lines`);
      const { status } = spawnSync("bash", ["-euo", "pipefail", "-x", "-c", commands.join("\n")], { stdio: "inherit" });
      if (status !== 0) throw new Error(`a command of docs/guides/${guide}.md failed`);
    }
  } finally {
    node.kill();
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
  })();
  await Promise.race([ready, ended]);
  return node;
}
