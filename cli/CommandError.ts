import type { ExitCode } from "./ExitCode.js";

/** Why a command cannot go on: what happened, with which values, and what to do. */
export class CommandError extends Error {
  override readonly name = "CommandError";

  constructor(
    readonly exitCode: ExitCode,
    message: string,
    readonly advice: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
