import type { ExitCode } from "../ExitCode.js";

/** For programs, why there is no result. */
export function jsonOfFailure({
  message,
  advice,
  exitCode,
}: {
  readonly message: string;
  readonly advice: string;
  readonly exitCode: ExitCode;
}): string {
  return JSON.stringify({ error: { message, advice, exitCode } }, null, 2);
}
