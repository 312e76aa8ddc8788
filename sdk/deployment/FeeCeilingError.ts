import { formatQuantity } from "../units/formatQuantity.js";

/** A node proposed to pay more for gas than the ceiling. */
export class FeeCeilingError extends Error {
  override readonly name = "FeeCeilingError";

  /**
   * @param feeWei for one unit of gas
   * @param ceilingWei for one unit of gas
   */
  constructor(
    readonly feeWei: bigint,
    readonly ceilingWei: bigint,
  ) {
    super(
      `Nothing was sent: the node proposes to pay up to ${formatQuantity(feeWei, "gwei")} for each unit of gas, above the ceiling of ` +
        `${formatQuantity(ceilingWei, "gwei")}. Use another node, wait, or raise the ceiling with --max-fee or VIRUSMAP_MAX_FEE; ` +
        "the same command goes on.",
    );
  }
}
