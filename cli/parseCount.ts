import { CommandError } from "./CommandError.js";
import { ExitCode } from "./ExitCode.js";

/**
 * A whole number from 0.
 *
 * @param name which argument it is
 */
export function parseCount(text: string, name: string): bigint {
  if (!/^\d{1,78}$/.test(text)) {
    throw new CommandError(ExitCode.usage, `${name} is ${text}, expected a whole number from 0`, "Nothing was sent.");
  }
  return BigInt(text);
}
