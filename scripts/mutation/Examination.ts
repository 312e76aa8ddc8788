import type { Step } from "./Step.js";

/** Work for a process: run the steps in this order, with this mutant alive, until a test fails. */
export interface Examination {
  readonly number: number;
  readonly steps: readonly Step[];
}
