/** One epoch's reward leaf of the account that claims. `IRewardPool.Claim`. */
export interface Claim {
  readonly epoch: bigint;
  /** Units of VMT. */
  readonly amount: bigint;
  readonly proof: readonly string[];
}
