/** Numbers of the reward pool, fixed at deployment. `IRewardPool.Parameters`. */
export interface EmissionParameters {
  /** Part of what is available that one report may release, times 1e18. */
  readonly emissionRate: bigint;
  /** Most that a report may release, in basis points of the weight of its signers. */
  readonly weightShare: bigint;
  /** Parts of an emission in basis points; they sum to 10,000. */
  readonly submittersShare: bigint;
  readonly supernodesShare: bigint;
  readonly storageShare: bigint;
}
