import type { ExitCode } from "../ExitCode.js";
import type { Field } from "./Field.js";
import type { Table } from "./Table.js";

/** What a command found or did. */
export interface Outcome {
  /** Other than done when a part of what was asked for could not be done; the rest is. */
  readonly exitCode?: ExitCode;
  readonly fields: readonly Field[];
  readonly tables?: readonly Table[];
}
