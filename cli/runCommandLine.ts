import { CommanderError } from "commander";

import { defineProgram } from "./defineProgram.js";
import { ExitCode } from "./ExitCode.js";
import { escapeControls } from "./output/escapeControls.js";
import { jsonOfFailure } from "./output/jsonOfFailure.js";
import type { Runner } from "./Runner.js";
import type { Surroundings } from "./Surroundings.js";

/**
 * Runs one command.
 *
 * @param words the command line without program and script
 * @returns the exit code; nothing is thrown
 */
export async function runCommandLine(words: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  let exitCode: ExitCode = ExitCode.done;
  const run: Runner =
    (load, pick) =>
    async (...args) => {
      const [{ runAction }, module] = await Promise.all([import("./runAction.js"), load()]);
      exitCode = await runAction(program.opts(), surroundings, (session) => pick(module)(session, ...args));
    };

  const program = defineProgram(run, surroundings);
  const isJson = (): boolean => program.opts()["json"] === true;
  try {
    await program.parseAsync(words, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return ExitCode.done;
      const message = error.code === "commander.help" ? "no command is named" : error.message.replace(/^error: /, "");
      const advice = "`virusmap --help` lists commands and options.";
      if (isJson()) surroundings.out(jsonOfFailure({ message, advice, exitCode: ExitCode.usage }));
      return ExitCode.usage;
    }
    const { describeFailure } = await import("./describeFailure.js");
    const failure = describeFailure(error);
    if (isJson()) surroundings.out(jsonOfFailure(failure));
    surroundings.note(`error: ${escapeControls(failure.message)}\n${escapeControls(failure.advice)}`);
    return failure.exitCode;
  }
}
