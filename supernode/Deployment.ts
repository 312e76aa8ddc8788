/** What tells one deployment from all others. */
export interface Deployment {
  readonly chainId: bigint;
  /** Address of the VerdictLedger. */
  readonly ledger: string;
}
