import { formatUnits, parseUnits } from "ethers";

import { CommandError } from "./CommandError.js";
import { ExitCode } from "./ExitCode.js";

const DECIMALS = 30; // as formatQuantity writes them
const LARGEST = 2n ** 160n - 1n; // what a supernode's pool can hold

/** Shares in a supernode's votes as `node status` shows them, "150000" or "0.5", in the smallest unit. */
export function parseShares(text: string): bigint {
  if (!/^\d{1,30}(\.\d{1,30})?$/.test(text) || parseUnits(text, DECIMALS) > LARGEST) {
    throw new CommandError(
      ExitCode.usage,
      `shares is ${text}, expected a decimal number up to ${formatUnits(LARGEST, DECIMALS)} with at most 30 decimals`,
      "Write it like 12.5, without separators. `virusmap node status` shows what the account has.",
    );
  }
  return parseUnits(text, DECIMALS);
}
