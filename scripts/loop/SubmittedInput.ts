import type { HandOver } from "./HandOver.js";
import type { Input } from "./Input.js";

/** An input whose root is on chain. */
export interface SubmittedInput extends HandOver {
  readonly input: Input;
  /** Where the root's first submission stands in the log: time, block, index. */
  readonly submittedAt: bigint;
  readonly blockNumber: number;
  readonly logIndex: number;
}
