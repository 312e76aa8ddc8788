import { formatQuantity } from "../units/formatQuantity.js";

/** The deployer cannot pay for the deployment. */
export class InsufficientFundsError extends Error {
  override readonly name = "InsufficientFundsError";

  constructor(
    readonly deployer: string,
    readonly balanceWei: bigint,
    readonly neededWei: bigint,
  ) {
    super(
      `The deployer ${deployer} holds ${formatQuantity(balanceWei, "ETH")}, and the deployment needs up to ` +
        `${formatQuantity(neededWei, "ETH")} at the current gas price. Send it the difference and run the same command again.`,
    );
  }
}
