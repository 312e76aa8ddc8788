/** A change to a source that makes a proof wrong. */
export interface SeededBug {
  /** Function of `analysis/symbolic/`. */
  readonly proof: string;
  /** Path from the root of the repository. */
  readonly source: string;
  /** Stands in the source exactly once. */
  readonly original: string;
  /** Is put there instead. */
  readonly seeded: string;
}
