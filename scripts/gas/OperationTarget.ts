import type { PhaseGas } from "./PhaseGas.js";

/** What an operation may cost. */
export interface OperationTarget {
  readonly target: PhaseGas;
  /** What it may cost in fact, where the target is not met. */
  readonly proposed?: PhaseGas;
  /** Why the target is not met. */
  readonly reason?: string;
}
