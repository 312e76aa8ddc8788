import { CommandError } from "./CommandError.js";
import { ExitCode } from "./ExitCode.js";

const LARGEST = 2n ** 32n - 1n; // of an epoch's number

/**
 * A whole number, such as that of an epoch.
 *
 * @param name which argument it is
 * @param maximum the largest number that makes sense
 * @param minimum the smallest
 */
export function parseCount(text: string, name: string, maximum = LARGEST, minimum = 0n): bigint {
  if (!/^\d{1,78}$/.test(text) || BigInt(text) > maximum || BigInt(text) < minimum) {
    throw new CommandError(
      ExitCode.usage,
      `${name} is ${text}, expected a whole number from ${minimum} to ${maximum}`,
      "Nothing was sent.",
    );
  }
  return BigInt(text);
}
