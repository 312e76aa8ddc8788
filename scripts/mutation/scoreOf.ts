import type { Tally } from "./Tally.js";

/** The part that was killed of what can be killed; 1 when nothing can be. */
export function scoreOf({ mutants, killed, equivalent }: Tally): number {
  return mutants === equivalent ? 1 : killed / (mutants - equivalent);
}
