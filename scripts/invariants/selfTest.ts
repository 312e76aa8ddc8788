import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { artifactsOf } from "../mutation/artifactsOf.js";
import { compileSolidity } from "../mutation/compileSolidity.js";
import { readSolidity } from "../mutation/readSolidity.js";
import { Worker } from "../mutation/Worker.js";
import { parseSolidity } from "../properties/parseSolidity.js";
import { SEEDED_BUGS } from "./SEEDED_BUGS.js";
import type { SeededBug } from "./SeededBug.js";

const CHECKS = "test/invariant/PropertyChecks.sol";
const CATCH_ALL = "_checkNothingElse"; // repeats what the others ask for
const FOLDERS = ["contracts", "test/helpers", "test/invariant", "test/mocks"];
const RUNS = [8, 64, 256]; // as many as CI plays, in steps
const LIMIT_MILLISECONDS = 900_000;

/**
 * Seeds a bug for each check of the properties, plays the campaign, and expects that it names the property.
 *
 * @param only names of properties; all when empty
 * @returns what is wrong, one sentence each
 */
export async function selfTest(root: string, only: readonly string[]): Promise<string[]> {
  const sources = readSolidity(root, FOLDERS);
  const problems = [
    ...uncovered(sources.get(CHECKS) ?? ""),
    ...only.filter(isUnknown).map((property) => `no bug is seeded against ${property}`),
  ];
  const folder = join(root, "cache", "invariants");
  mkdirSync(folder, { recursive: true });
  const artifacts = join(folder, `self-test-${process.pid}.json`);
  try {
    for (const bug of SEEDED_BUGS) {
      if (only.length > 0 && !only.includes(bug.property)) continue;
      const suites = compileWith(root, sources, bug, artifacts);
      const started = Date.now();
      const { runs, reason } = await play(artifacts, suites);
      const seconds = Math.round((Date.now() - started) / 1_000);
      const expected = reason?.startsWith(`${bug.property}:`) === true;
      console.log(`${bug.check}: ${reason ?? "noticed nothing"} (${runs} runs, ${seconds} s)`);
      if (!expected)
        problems.push(`${bug.check}: a bug was seeded against ${bug.property}; ${reason ?? "nothing noticed it"}`);
    }
  } finally {
    rmSync(artifacts, { force: true });
  }
  return problems;
}

function isUnknown(property: string): boolean {
  return SEEDED_BUGS.every((bug) => bug.property !== property);
}

/** Checks without a bug, and bugs for checks that there are not. */
function uncovered(source: string): string[] {
  const checks = parseSolidity(source)
    .map(({ member }) => member ?? "")
    .filter((member) => member.startsWith("_check") && member !== CATCH_ALL);
  const seeded = SEEDED_BUGS.map(({ check }) => check);
  return [
    ...checks.filter((check) => !seeded.includes(check)).map((check) => `${CHECKS}: no bug is seeded against ${check}`),
    ...seeded.filter((check) => !checks.includes(check)).map((check) => `${CHECKS}: there is no ${check}`),
    ...(checks.length === 0 ? [`${CHECKS}: there is no check`] : []),
  ];
}

/** @returns the names of the suites that play the whole system */
function compileWith(
  root: string,
  sources: ReadonlyMap<string, string>,
  { file, original, seeded }: SeededBug,
  artifacts: string,
): string[] {
  const text = sources.get(file) ?? "";
  if (text.split(original).length !== 2) throw new Error(`${file} does not contain exactly once: ${original}`);
  const compiled = compileSolidity(
    root,
    new Map(sources).set(
      file,
      text.replace(original, () => seeded),
    ),
    "code",
  );
  const [error] = compiled.errors;
  if (error !== undefined) throw new Error(`${file} does not compile with: ${seeded}\n${error.formattedMessage}`);
  const built = artifactsOf(compiled);
  writeFileSync(artifacts, JSON.stringify(built));
  return built.suites.map(({ name }) => name).filter((name) => name.includes("SystemInvariants.t.sol"));
}

/** Plays ever more runs until something breaks. */
async function play(
  artifacts: string,
  suites: readonly string[],
): Promise<{ runs: number; reason: string | undefined }> {
  const worker = new Worker(artifacts, 1, LIMIT_MILLISECONDS);
  try {
    for (const runs of RUNS) {
      const steps = suites.map((suite) => ({ suite, tests: "random" as const, fuzzRuns: 1, invariantRuns: runs }));
      const finding = await worker.examine({ number: 0, steps });
      if (finding === "timeout") return { runs, reason: "it took too long" };
      const [failure] = finding.failures;
      // `file:Suite.invariant_…(): reason`
      if (failure !== undefined) return { runs, reason: failure.replace(/^.*?\(\): /s, "") };
    }
    return { runs: RUNS.at(-1) ?? 0, reason: undefined };
  } finally {
    worker.stop();
  }
}
