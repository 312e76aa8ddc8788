import type { WalletCall } from "../../sdk/wallets/WalletCall.js";

/** Thrown instead of sending, when a contract wallet is to send: carries what it has to do. */
export class PreparedError extends Error {
  override readonly name = "PreparedError";

  constructor(readonly calls: readonly WalletCall[]) {
    super("the transaction was only prepared, for a contract wallet");
  }
}
