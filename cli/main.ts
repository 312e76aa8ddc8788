import { runCommandLine } from "./runCommandLine.js";
import { showProgress } from "./showProgress.js";

const isInteractive = process.stdin.isTTY && process.stderr.isTTY;

// A reader that has enough, such as `head`, is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

process.exitCode = await runCommandLine(process.argv.slice(2), {
  environment: process.env,
  isInteractive,
  out: (text) => process.stdout.write(`${text}\n`),
  note: (text) => process.stderr.write(`${text}\n`),
  progress: (title, total) => showProgress(isInteractive, title, total),
  askPassword: async (message) => {
    const { password } = await import("@clack/prompts");
    const answer = await password({ message, output: process.stderr });
    return typeof answer === "string" ? answer : undefined;
  },
});
