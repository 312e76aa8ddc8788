import type { WalletCall } from "../../sdk/wallets/WalletCall.js";

/** Of the file format, not of the program that reads it. */
const VERSION = "1.0";

/** A file that Safe's Transaction Builder imports. Any wallet that runs several calls at once can do what it says. */
interface SafeBatch {
  readonly version: string;
  readonly chainId: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly meta: { readonly name: string; readonly createdFromSafeAddress: string };
  /** `value` in wei. */
  readonly transactions: readonly { readonly to: string; readonly value: string; readonly data: string }[];
}

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
