import { endWithUsage } from "./endWithUsage.js";
import { UsageError } from "./UsageError.js";

/**
 * Runs a script, which fails with a message, without a stack trace, since its readers did not write it, and with an exit
 * code of the command line.
 *
 * @param isJson whether standard output belongs to a program, which is told the failure there too
 */
export async function runMain(main: () => Promise<void>, isJson = false): Promise<void> {
  try {
    await main();
  } catch (error) {
    // Loaded only now: most programs have read their options before they load anything.
    const [{ failureOf }, { jsonOfFailure }, { escapeControls }] = await Promise.all([
      import("./failureOf.js"),
      import("../cli/output/jsonOfFailure.js"),
      import("../cli/output/escapeControls.js"),
    ]);
    const failure = failureOf(error);
    if (isJson) process.stdout.write(`${jsonOfFailure(failure)}\n`);
    if (error instanceof UsageError) endWithUsage(error.message);
    const lines = [failure.message, failure.advice].join("\n").trim().split("\n");
    process.stderr.write(`error: ${lines.map(escapeControls).join("\n")}\n`);
    process.exitCode = failure.exitCode;
  }
}
