import type { ExitCode } from "../ExitCode.js";
import { jsonText } from "./jsonText.js";

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
  return jsonText({ error: { message, advice, exitCode } });
}
