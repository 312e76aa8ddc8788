/** One row of the table. */
export interface Operation {
  /** Contract, as the table's sections name it. */
  readonly contract: string;
  readonly title: string;
  /** What is new the first time, or undefined where an operation is measured in one state only. */
  readonly first?: string;
  /** What the steady state is. */
  readonly later?: string;
}
