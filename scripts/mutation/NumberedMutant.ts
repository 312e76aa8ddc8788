import type { Alternative } from "./Alternative.js";
import type { Mutant } from "./Mutant.js";
import type { MutationPoint } from "./MutationPoint.js";

/** A mutant with the place where it stands and the number that brings it to life. */
export interface NumberedMutant extends Mutant {
  /** From 1; 0 is the original. */
  readonly number: number;
  readonly point: MutationPoint;
  readonly alternative: Alternative;
}
