/** A bug that a campaign must notice. */
export interface SeededBug {
  /** The function of `PropertyChecks.sol` that is there for it. */
  readonly check: string;
  /** Its property: the campaign's reason begins with it. */
  readonly property: string;
  /** Path from the root of the repository. */
  readonly file: string;
  /** What stands there, exactly once. */
  readonly original: string;
  /** What is put there instead. */
  readonly seeded: string;
}
