import { password } from "@clack/prompts";

import { runCommandLine } from "./runCommandLine.js";

process.exitCode = await runCommandLine(process.argv.slice(2), {
  environment: process.env,
  isInteractive: process.stdin.isTTY && process.stderr.isTTY,
  out: (text) => process.stdout.write(`${text}\n`),
  note: (text) => process.stderr.write(`${text}\n`),
  askPassword: async (message) => {
    const answer = await password({ message, output: process.stderr });
    return typeof answer === "string" ? answer : undefined;
  },
});
