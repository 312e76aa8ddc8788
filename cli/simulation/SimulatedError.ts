import type { Outcome } from "../output/Outcome.js";
import type { Simulation } from "./Simulation.js";

/** Thrown instead of sending, when a command is only tried: carries what would have happened. */
export class SimulatedError extends Error {
  override readonly name = "SimulatedError";

  /** @param outcome what the command itself has to say of it */
  constructor(
    readonly simulation: Simulation,
    readonly outcome: Outcome = { fields: [] },
  ) {
    super("the transaction was only simulated");
  }
}
