/** Units of VMT for the submitters of one report. */
export interface SafeBudgets {
  /** The least that a supernode signs. */
  readonly least: bigint;
  /** What a report is built within. */
  readonly proposed: bigint;
  /** The most that a supernode signs. */
  readonly most: bigint;
}
