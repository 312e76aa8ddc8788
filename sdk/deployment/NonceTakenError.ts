/** A contract was about to be created with another nonce than planned, at an address that no other contract names. */
export class NonceTakenError extends Error {
  override readonly name = "NonceTakenError";

  constructor(
    readonly deployer: string,
    readonly nonce: number,
    readonly contract: string,
  ) {
    super(
      `Nothing was sent: ${contract} is not planned for nonce ${nonce} of the deployer ${deployer}, which sent another ` +
        "transaction meanwhile. Use an account that does nothing else, and begin a new deployment.",
    );
  }
}
