import { endWithUsage } from "./endWithUsage.js";
import { UsageError } from "./UsageError.js";

/** Runs a script, which fails with a message and without a stack trace: its readers did not write it. */
export async function runMain(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (error instanceof UsageError) endWithUsage(error.message);
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
