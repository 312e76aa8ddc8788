import { CommandError } from "./CommandError.js";
import { ExitCode } from "./ExitCode.js";
import { originOf } from "./originOf.js";

/**
 * Refuses a node of another chain than the address book's.
 *
 * @throws CommandError
 */
export function checkChain(url: string, actual: bigint, expected: bigint): void {
  if (actual === expected) return;
  throw new CommandError(
    ExitCode.network,
    `wrong network: ${originOf(url)} is chain ${actual}, the address book is of chain ${expected}`,
    "Name a node of the deployment's chain with --rpc, or the address book of this chain with --address-book.",
  );
}
