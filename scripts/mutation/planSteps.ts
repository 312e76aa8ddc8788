import { basename } from "node:path";

import type { Step } from "./Step.js";
import type { Suite } from "./Suite.js";

const FEW = { fuzzRuns: 8, invariantRuns: 1 };
const MANY = { fuzzRuns: 48, invariantRuns: 1 };

/**
 * Which tests to run against the mutants of a file, in which order: what kills most in the least time first. Only
 * suites that contain the file can notice anything.
 * @param imports for each file, all files that it contains
 * @param duration of a suite's fixed tests, in milliseconds
 */
export function planSteps(
  file: string,
  suites: readonly Suite[],
  imports: ReadonlyMap<string, ReadonlySet<string>>,
  duration: (suite: Suite) => number,
): Step[] {
  const stem = basename(file, ".sol");
  const able = suites
    .filter((suite) => imports.get(suite.file)?.has(file) === true)
    .sort((a, b) => duration(a) - duration(b));
  const near = able.filter((suite) => basename(suite.file).startsWith(stem));
  const far = able.filter((suite) => !near.includes(suite));

  const steps = (list: readonly Suite[], tests: Step["tests"], runs: Pick<Step, "fuzzRuns" | "invariantRuns">) =>
    list.map(({ name }) => ({ suite: name, tests, ...runs }));
  return [
    ...steps(near, "fixed", FEW),
    ...steps(near, "random", FEW),
    ...steps(far, "fixed", FEW),
    ...steps(near, "random", MANY),
    ...steps(far, "random", FEW),
  ];
}
