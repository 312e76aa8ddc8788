/** What one account earned in one epoch: a leaf of a report's reward tree. */
export interface RewardLeaf {
  readonly account: string;
  /** Units of VMT. */
  readonly amount: bigint;
}
