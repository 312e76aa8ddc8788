/** One call that a contract wallet is to make. */
export interface WalletCall {
  readonly to: string;
  /** Wei. */
  readonly value: bigint;
  readonly data: string;
}
