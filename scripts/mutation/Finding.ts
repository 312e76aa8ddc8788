/** What came of an examination. */
export interface Finding {
  /** The tests of the first suite in which one failed, as `Suite.test: reason`. */
  readonly failures: readonly string[];
  /** Duration of each step taken, in milliseconds. */
  readonly durations: readonly number[];
}
