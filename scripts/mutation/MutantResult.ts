/** What became of a mutant. */
export interface MutantResult {
  readonly id: string;
  readonly outcome: "killed" | "timeout" | "survived";
  /** The first test that failed, with the reason. */
  readonly killer: string;
  /** How long the tests ran. */
  readonly milliseconds: number;
  /** Hash of the contracts and tests with which it was examined. */
  readonly sources: string;
}
