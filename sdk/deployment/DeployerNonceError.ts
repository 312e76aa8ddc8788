/** The deployer sent something else meanwhile, so that the predicted addresses can no longer be reached. */
export class DeployerNonceError extends Error {
  override readonly name = "DeployerNonceError";

  constructor(
    readonly deployer: string,
    readonly expected: number,
    readonly actual: number,
    readonly deployed: number,
  ) {
    super(
      `The deployer ${deployer} has nonce ${actual} where the deployment, with ${deployed} contracts deployed, needs ` +
        `${expected}: it sent another transaction meanwhile, or one is still pending. The remaining contracts would not ` +
        "get the addresses that the deployed ones name. Use an account that does nothing else, and begin a new deployment.",
    );
  }
}
