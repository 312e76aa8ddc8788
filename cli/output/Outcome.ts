import type { Field } from "./Field.js";
import type { Table } from "./Table.js";

/** What a command found or did. */
export interface Outcome {
  readonly fields: readonly Field[];
  readonly tables?: readonly Table[];
}
