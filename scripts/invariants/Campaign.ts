/** How often the runner called a handler's function, and how many of these calls had nothing to do. */
export interface HandlerMetrics {
  readonly calls: bigint;
  readonly reverts: bigint;
  readonly discards: bigint;
}

/** One call of a sequence that breaks an invariant. */
export interface SequenceCall {
  /** `project/test/invariant/VoterHandler.sol:VoterHandler` */
  readonly contractName?: string;
  /** `vote(uint256,uint256)` */
  readonly signature?: string;
  readonly calldata: Uint8Array;
}

/** What the runner found out about one invariant. */
export interface InvariantResult {
  /** Contract of the invariant. */
  readonly suite: string;
  /** Its file, from the root of the repository. */
  readonly file: string;
  /** `invariant_SystemHolds()` */
  readonly name: string;
  readonly passed: boolean;
  readonly reason: string | undefined;
  /** By `project/test/invariant/VoterHandler.sol:VoterHandler.vote`. */
  readonly metrics: Readonly<Record<string, HandlerMetrics>>;
  /** The shortest sequence that was found to break the invariant. */
  readonly sequence: readonly SequenceCall[];
}

/** One play of all invariants from one seed. */
export interface Campaign {
  readonly seed: string;
  readonly results: readonly InvariantResult[];
}
