import type { MutantResult } from "./MutantResult.js";
import type { Tally } from "./Tally.js";

/** Counts results. */
export function countResults(results: readonly MutantResult[], equivalents: ReadonlyMap<string, string>): Tally {
  const count = (test: (result: MutantResult) => boolean) => results.filter(test).length;
  const equivalent = count(({ id, outcome }) => outcome === "survived" && equivalents.has(id));
  return {
    mutants: results.length,
    killed: count(({ outcome }) => outcome !== "survived"),
    timeouts: count(({ outcome }) => outcome === "timeout"),
    equivalent,
    survived: count(({ outcome }) => outcome === "survived") - equivalent,
  };
}
