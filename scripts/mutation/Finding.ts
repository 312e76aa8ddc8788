import type { TestDuration } from "./TestDuration.js";

/** What came of an examination. */
export interface Finding {
  /** The tests of the first step in which one failed, as `Suite.test: reason`. */
  readonly failures: readonly string[];
  /** All tests that ran. */
  readonly tests: readonly TestDuration[];
  /** Numbers of the mutants that the tests asked about, while none was alive. */
  readonly reached: readonly number[];
}
