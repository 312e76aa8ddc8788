/** A condition that was checked and held. */
export interface Check {
  readonly name: string;
  /** The values that it was checked with. */
  readonly detail: string;
}
