/** The two numbers that tell the epoch of a time; `EpochClock.GENESIS` and `EPOCH_LENGTH`. */
export interface EpochTimes {
  /** First second of epoch 1, in Unix seconds. */
  readonly genesis: bigint;
  /** Seconds. */
  readonly epochLength: bigint;
}
