import type { PhaseGas } from "./PhaseGas.js";

/** What others pay for an operation, and what it would cost with nothing but its bare purpose. */
export interface OperationReference {
  /** The EVM's floor for the operation in its simplest form, in gas. */
  readonly simplest?: PhaseGas;
  /** What the simplest form leaves out and ours does. */
  readonly difference?: string;
  readonly peers?: readonly Peer[];
}

interface Peer extends PhaseGas {
  readonly name: string;
}
