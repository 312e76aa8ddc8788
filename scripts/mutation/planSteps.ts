import { basename } from "node:path";

import type { Step } from "./Step.js";
import type { Suite } from "./Suite.js";
import type { TestDuration } from "./TestDuration.js";

const FEW = { fuzzRuns: 8, invariantRuns: 1 };
const MANY = { fuzzRuns: 48, invariantRuns: 1 };

// A failing test costs much more than a passing one, since the engine traces it: so not many fail at once.
const TESTS_MAXIMUM = 6;
const MILLISECONDS_MAXIMUM = 250;

/**
 * Which tests to run against the mutants of a file, in which order: what kills most in the least time first. Only
 * suites that contain the file can notice anything.
 * @param imports for each file, all files that it contains
 * @param testsOf the tests of a suite with fixed inputs
 */
export function planSteps(
  file: string,
  suites: readonly Suite[],
  imports: ReadonlyMap<string, ReadonlySet<string>>,
  testsOf: (suite: Suite) => readonly TestDuration[],
): Step[] {
  const stem = basename(file, ".sol");
  const able = suites.filter((suite) => imports.get(suite.file)?.has(file) === true);
  const near = able.filter((suite) => basename(suite.file).startsWith(stem));
  const far = able.filter((suite) => !near.includes(suite));

  const random = (list: readonly Suite[], runs: Pick<Step, "fuzzRuns" | "invariantRuns">): Step[] =>
    list.map(({ name }) => ({ suite: name, tests: "random", ...runs }));
  return [...fixed(near), ...random(near, FEW), ...fixed(far), ...random(near, MANY), ...random(far, FEW)];

  /** The fixed tests in small groups, all fast ones before all slow ones. */
  function fixed(list: readonly Suite[]): Step[] {
    const groups = list.flatMap((suite) =>
      groupsOf(testsOf(suite)).map(({ names, milliseconds }) => ({ suite: suite.name, names, milliseconds })),
    );
    return groups
      .sort((a, b) => a.milliseconds - b.milliseconds)
      .map(({ suite, names }) => ({ suite, tests: "fixed", only: names, ...FEW }));
  }
}

function groupsOf(tests: readonly TestDuration[]): { names: string[]; milliseconds: number }[] {
  const groups: { names: string[]; milliseconds: number }[] = [];
  for (const { name, milliseconds } of [...tests].sort((a, b) => a.milliseconds - b.milliseconds)) {
    const open = groups.at(-1);
    const fits =
      open !== undefined &&
      open.names.length < TESTS_MAXIMUM &&
      open.milliseconds + milliseconds <= MILLISECONDS_MAXIMUM;
    if (fits) {
      open.names.push(name);
      open.milliseconds += milliseconds;
    } else groups.push({ names: [name], milliseconds });
  }
  return groups;
}
