import { basename } from "node:path";

import type { Baseline } from "./Baseline.js";
import type { NumberedMutant } from "./NumberedMutant.js";
import type { Step } from "./Step.js";
import type { TestDuration } from "./TestDuration.js";

const FEW = { fuzzRuns: 8, invariantRuns: 1 };
const MANY = { fuzzRuns: 48, invariantRuns: 1 };

const MILLISECONDS_MAXIMUM = 250; // of a group of tests

/**
 * Which tests to run against a mutant, in which order: what kills most in the least time first.
 * @param baselines by the names of the suites
 */
export function planSteps(
  { file, number }: Pick<NumberedMutant, "file" | "number">,
  baselines: ReadonlyMap<string, Baseline>,
): Step[] {
  const stem = basename(file, ".sol");
  const suites = [...baselines].map(([suite, baseline]) => ({ suite, baseline }));
  const isNear = ({ suite }: { suite: string }) => basename(suite).startsWith(stem);
  const near = suites.filter(isNear);
  const far = suites.filter((suite) => !isNear(suite));

  return [
    ...groups(reaching(near, "fixed")),
    ...random(reaching(near, "random"), FEW),
    ...whole(reaching(far, "fixed")),
    // More runs may reach more.
    ...random(near, MANY),
    ...random(reaching(far, "random"), FEW),
  ];

  function reaching(list: typeof suites, tests: Step["tests"]): typeof suites {
    return list.filter(({ baseline }) => baseline.reached[tests].has(number));
  }

  /** The fixed tests in groups, all fast ones before all slow ones. */
  function groups(list: typeof suites): Step[] {
    return list
      .flatMap(({ suite, baseline }) => groupsOf(baseline.fixed).map((group) => ({ suite, ...group })))
      .sort((a, b) => a.milliseconds - b.milliseconds)
      .map(({ suite, names }) => ({ suite, tests: "fixed", only: names, ...FEW }));
  }

  /** What comes here is seldom killed: suite by suite, so that each is set up once. */
  function whole(list: typeof suites): Step[] {
    const duration = ({ baseline }: (typeof suites)[number]) =>
      baseline.fixed.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
    return [...list].sort((a, b) => duration(a) - duration(b)).map(({ suite }) => ({ suite, tests: "fixed", ...FEW }));
  }

  function random(list: typeof suites, runs: Pick<Step, "fuzzRuns" | "invariantRuns">): Step[] {
    return list.map(({ suite }) => ({ suite, tests: "random", ...runs }));
  }
}

function groupsOf(tests: readonly TestDuration[]): { names: string[]; milliseconds: number }[] {
  const groups: { names: string[]; milliseconds: number }[] = [];
  for (const { name, milliseconds } of [...tests].sort((a, b) => a.milliseconds - b.milliseconds)) {
    const open = groups.at(-1);
    if (open !== undefined && open.milliseconds + milliseconds <= MILLISECONDS_MAXIMUM) {
      open.names.push(name);
      open.milliseconds += milliseconds;
    } else groups.push({ names: [name], milliseconds });
  }
  return groups;
}
