/** How long a test takes without a mutant. */
export interface TestDuration {
  /** Without its parameters. */
  readonly name: string;
  readonly milliseconds: number;
}
