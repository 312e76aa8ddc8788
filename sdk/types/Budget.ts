/** What one report may release, in units of VMT. `IRewardPool.Budget`. */
export interface Budget {
  readonly submitters: bigint;
  readonly supernodes: bigint;
  readonly storageNodes: bigint;
}
