import { parseEther } from "ethers";

import { CommandError } from "./CommandError.js";
import { ExitCode } from "./ExitCode.js";

/**
 * An amount of ETH or VMT as people write it, "12.5", in the smallest unit. Both have 18 decimals.
 *
 * @param name which argument it is
 */
export function parseAmount(text: string, name: string): bigint {
  if (!/^\d+(\.\d{1,18})?$/.test(text)) {
    throw new CommandError(
      ExitCode.usage,
      `${name} is ${text}, expected a positive decimal number with at most 18 decimals`,
      "Write it like 12.5, without unit and separators.",
    );
  }
  const amount = parseEther(text);
  if (amount === 0n) throw new CommandError(ExitCode.usage, `${name} is 0, expected more than 0`, "Nothing was sent.");
  return amount;
}
