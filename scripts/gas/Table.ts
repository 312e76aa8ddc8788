/** Rows of text under a header. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The columns that are aligned right, by their titles. */
  readonly right: readonly string[];
}
