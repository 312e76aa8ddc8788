/** Counts of a file, or of all. */
export interface Tally {
  readonly mutants: number;
  /** Among them those by a timeout. */
  readonly killed: number;
  readonly timeouts: number;
  /** Survived, and explained as equivalent. */
  readonly equivalent: number;
  readonly survived: number;
}
