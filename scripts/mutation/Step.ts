/** Some tests of one suite. */
export interface Step {
  /** Name of the suite. */
  readonly suite: string;
  /** Those with fixed inputs are fast and kill most. */
  readonly tests: "fixed" | "random";
  /** When given, these tests alone. */
  readonly only?: readonly string[];
  /** How often each test with random inputs runs. */
  readonly fuzzRuns: number;
  readonly invariantRuns: number;
}
