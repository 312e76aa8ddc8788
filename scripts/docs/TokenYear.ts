/** What can be in circulation at one moment, in units of VMT. */
export interface TokenYear {
  /** Since the first epoch began. */
  readonly years: number;
  /** Emitted, when every epoch has a report and the stake that guards it never limits it. */
  readonly mining: bigint;
  /** Sold, when the sale sells out. */
  readonly sale: bigint;
  readonly developers: bigint;
  readonly supporters: bigint;
}
