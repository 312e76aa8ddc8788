import type { Simulation } from "./Simulation.js";

/** Thrown instead of sending, when a command is only tried: carries what would have happened. */
export class SimulatedError extends Error {
  override readonly name = "SimulatedError";

  constructor(readonly simulation: Simulation) {
    super("the transaction was only simulated");
  }
}
