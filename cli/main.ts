import { ExitCode } from "./ExitCode.js";
import { runCommandLine } from "./runCommandLine.js";
import { showProgress } from "./showProgress.js";

const isInteractive = process.stdin.isTTY && process.stderr.isTTY;

// A reader that has enough, such as `head`, is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

// What is begun is ended in order; whoever asks twice does not want to wait for that.
const interruption = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (interruption.signal.aborted) process.exit(ExitCode.interrupted);
    interruption.abort(signal);
  });
}

process.exitCode = await runCommandLine(process.argv.slice(2), {
  environment: process.env,
  isInteractive,
  out: (text) => process.stdout.write(`${text}\n`),
  note: (text) => process.stderr.write(`${text}\n`),
  progress: (title, total) => showProgress(isInteractive, title, total),
  interruption: interruption.signal,
  askPassword: async (message) => {
    const { password } = await import("@clack/prompts");
    const answer = await password({ message, output: process.stderr });
    return typeof answer === "string" ? answer : undefined;
  },
});
// Work that nobody waits for any more must not go on.
if (interruption.signal.aborted) process.exit();
