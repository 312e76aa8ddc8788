/** The two numbers that define the protocol's time. */
export interface EpochTerms {
  /** First second of epoch 1, in Unix seconds. */
  readonly genesis: bigint;
  /** Seconds in an epoch. */
  readonly epochLength: bigint;
}
