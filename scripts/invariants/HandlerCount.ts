/** How often a handler's function was called in all campaigns, and how often it did what its name says. */
export interface HandlerCount {
  /** `VoterHandler.vote` */
  readonly name: string;
  readonly calls: bigint;
  readonly successes: bigint;
}
