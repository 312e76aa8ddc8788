import type { TestDuration } from "./TestDuration.js";

/** What a suite does while no mutant is alive. */
export interface Baseline {
  /** Its tests with fixed inputs. */
  readonly fixed: readonly TestDuration[];
  /** The mutants, by number, that its tests ask about: no other one can they notice. */
  readonly reached: Readonly<Record<"fixed" | "random", ReadonlySet<number>>>;
}
