/** What a council signs to close an epoch. `IVerdictLedger.Report`. */
export interface Report {
  readonly epoch: bigint;
  /** The round of the next epoch, from 0, in which it may be published. */
  readonly round: bigint;
  /** Zero in an epoch without verdicts. */
  readonly verdictsRoot: string;
  /** Zero in an epoch without rewards. */
  readonly rewardsRoot: string;
  /** Units of VMT for submitters, in sum. */
  readonly submitterTotal: bigint;
  /** Units of VMT for storage nodes, in sum. */
  readonly storageTotal: bigint;
  /** Digest, on IPFS, of the public file with all leaves of both trees. */
  readonly cid: string;
}
