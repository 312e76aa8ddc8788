import type { Code } from "./Code.js";
import type { Operator } from "./Operator.js";

/** One way to change the code at a point. */
export interface Alternative {
  readonly operator: Operator;
  /** What stands there instead; empty when the statement is deleted. */
  readonly code: Code;
}
