import { ExitCode } from "../cli/ExitCode.js";

/** Ends a program that was called wrongly, before it did anything: with one line on standard error. */
export function endWithUsage(problem: string): never {
  process.stderr.write(`error: ${problem}. Nothing was started.\n`);
  process.exit(ExitCode.usage);
}
