/** A transaction of the deployer waits in the mempool and is not mined. */
export class StuckTransactionError extends Error {
  override readonly name = "StuckTransactionError";

  constructor(
    readonly deployer: string,
    readonly nonce: number,
    readonly seconds: number,
  ) {
    super(
      `A transaction of the deployer ${deployer} with nonce ${nonce} was not mined in ${seconds} seconds. Run the same ` +
        "command again later; it goes on once the transaction is mined.",
    );
  }
}
