/** What tells the epoch of a time. */
export interface EpochTimes {
  /** First second of epoch 1, in Unix seconds. */
  readonly genesis: bigint;
  /** Seconds. */
  readonly epochLength: bigint;
}
