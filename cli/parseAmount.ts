import { formatQuantity } from "../sdk/units/formatQuantity.js";
import { CommandError } from "./CommandError.js";
import { ExitCode } from "./ExitCode.js";

const DECIMALS = 18; // of ETH and of VMT
const LARGEST = 2n ** 96n - 1n; // the contracts keep no amount that is larger

/**
 * An amount of ETH or VMT as people write it, "12.5", in the smallest unit.
 *
 * @param name which argument it is
 */
export function parseAmount(text: string, name: string, unit: "ETH" | "VMT"): bigint {
  if (!/^\d{1,1000}(\.\d{1,18})?$/.test(text)) {
    throw new CommandError(
      ExitCode.usage,
      `${name} is ${text}, expected a positive decimal number with at most 18 decimals`,
      "Write it like 12.5, without unit and separators.",
    );
  }
  const [whole = "", fraction = ""] = text.split(".");
  const amount = BigInt(whole + fraction.padEnd(DECIMALS, "0"));
  if (amount === 0n) throw new CommandError(ExitCode.usage, `${name} is 0, expected more than 0`, "Nothing was sent.");
  if (amount > LARGEST) {
    throw new CommandError(
      ExitCode.funds,
      `${name} is ${formatQuantity(amount, unit)}, and no contract can hold more than ${formatQuantity(LARGEST, unit)}`,
      "Choose a smaller amount.",
    );
  }
  return amount;
}
