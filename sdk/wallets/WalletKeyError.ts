/** A contract wallet was asked for what only a key can do. */
export class WalletKeyError extends Error {
  override readonly name = "WalletKeyError";

  /** @param what for example "sign a message" */
  constructor(
    readonly wallet: string,
    readonly what: string,
  ) {
    super(`the contract wallet ${wallet} has no key and cannot ${what}: give a plain key for it`);
  }
}
