import type { WalletCall } from "../../sdk/wallets/WalletCall.js";
import type { SafeBatch } from "./SafeBatch.js";

/** Of the file format, not of the program that reads it. */
const VERSION = "1.0";

/**
 * The calls of one command as a batch for `wallet`.
 *
 * @param createdAt milliseconds since 1970
 */
export function safeBatchOf(
  wallet: string,
  chainId: bigint,
  calls: readonly WalletCall[],
  createdAt: number,
): SafeBatch {
  return {
    version: VERSION,
    chainId: String(chainId),
    createdAt,
    meta: { name: "VirusMap", createdFromSafeAddress: wallet },
    transactions: calls.map(({ to, value, data }) => ({ to, value: String(value), data })),
  };
}
