import type { Field } from "./Field.js";

/** Rows of a result; each has the same fields. */
export interface Table {
  /** For programs. */
  readonly name: string;
  /** For people. */
  readonly title: string;
  readonly rows: readonly (readonly Field[])[];
  /** Whether later rows are newer: when people are not shown all, they are shown the last. */
  readonly isOldestFirst?: boolean;
  /** Whether people are shown all rows: of a council every seat counts. */
  readonly isWhole?: boolean;
}
