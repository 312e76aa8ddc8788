// Runs tests against one mutant after the other, as its parent asks: `runExaminations.ts ARTIFACTS`.

import { readFileSync } from "node:fs";

import type { SolidityTestRunnerConfigArgs, SuiteResult, TestResult } from "@nomicfoundation/edr";

import type { Artifact } from "./Artifact.js";
import type { Examination } from "./Examination.js";
import type { Finding } from "./Finding.js";
import { GAS_TESTS } from "./GAS_TESTS.js";
import { loadEdr } from "./loadEdr.js";
import type { Step } from "./Step.js";
import type { Suite } from "./Suite.js";
import { SWITCH } from "./SWITCH.js";
import type { TestDuration } from "./TestDuration.js";

const RANDOM_TESTS = "^(testFuzz|invariant)";
// Loops that a mutant made endless end here. The most expensive test needs less than half of it.
const GAS_LIMIT = 1_000_000_000n;
const DEPTH = 128; // calls in a run of an invariant, as in hardhat.config.ts
const SEED = "0x5649525553"; // as in hardhat.config.ts

const [path] = process.argv.slice(2);
if (path === undefined) throw new Error("usage: runExaminations.ts ARTIFACTS");
const artifacts = JSON.parse(readFileSync(path, "utf8")) as { suites: Suite[]; others: Artifact[] };
const suites = new Map(artifacts.suites.map((suite) => [suite.name, suite]));

const edr = loadEdr();
const context = new edr.EdrContext();
await context.registerSolidityTestRunnerFactory(edr.L1_CHAIN_TYPE, edr.l1SolidityTestRunnerFactory());

process.on("message", (examination: Examination) => {
  void examine(examination).then((finding) => {
    globalThis.gc?.(); // results hold memory of the engine, which the collector does not see
    process.send?.(finding);
  });
});
process.on("disconnect", () => {
  process.exit();
});
process.send?.("ready");

async function examine({ number, steps }: Examination): Promise<Finding> {
  const tests: TestDuration[] = [];
  const reached = new Set<number>();
  for (const step of steps) {
    const results = await run(number, step, reached);
    tests.push(
      ...results.map(({ name, durationNs }) => ({
        name: name.replace(/\(.*$/, ""),
        milliseconds: Number(durationNs / 1_000_000n),
      })),
    );
    const failures = results
      .filter(({ status }) => status === edr.TestStatus.Failure)
      .map(({ name, reason }) => `${step.suite}.${name}: ${reason ?? ""}`);
    if (failures.length > 0) return { failures, tests, reached: [...reached] };
  }
  return { failures: [], tests, reached: [...reached] };
}

async function run(number: number, step: Step, reached: Set<number>): Promise<TestResult[]> {
  const suite = suites.get(step.suite);
  if (suite === undefined) throw new Error(`there is no suite ${step.suite}`);
  const excluded = `^(${GAS_TESTS.join("|")})\\(`;
  const { artifact } = suite;

  const configuration: SolidityTestRunnerConfigArgs = {
    projectRoot: process.cwd(),
    hardfork: "osaka",
    gasLimit: GAS_LIMIT,
    blockCoinbase: SWITCH.beneficiary(number),
    disableBlockGasLimit: true,
    disableTransactionGasCap: true,
    fuzz: { runs: step.fuzzRuns, seed: SEED },
    invariant: { runs: step.invariantRuns, depth: DEPTH, failOnRevert: false, callOverride: false, shrinkRunLimit: 0 },
    includeTraces: edr.IncludeTraces.None,
    ...(number === 0 && { observability: { codeCoverage: { onCollectedCoverageCallback: remember } } }),
    ...(step.only !== undefined
      ? { testPattern: `^(${step.only.join("|")})\\(` }
      : step.tests === "random"
        ? { testPattern: RANDOM_TESTS, excludeTestPattern: excluded }
        : { excludeTestPattern: `${RANDOM_TESTS}|${excluded}` }),
  };
  // The targets of invariants are known by their code.
  const known = step.tests === "random" ? [artifact, ...artifacts.others] : [artifact];

  // The report may come after the end of the run: only it says what failed.
  let ended: Promise<unknown> = Promise.resolve();
  const { testResults } = await new Promise<SuiteResult>((resolve, reject) => {
    ended = context.runSolidityTests(edr.L1_CHAIN_TYPE, known, [artifact.id], configuration, {}, resolve);
    ended.catch(reject);
  });
  await ended;
  return testResults;

  function remember(hits: readonly Uint8Array[]): Promise<void> {
    for (const hit of hits) reached.add(Buffer.from(hit).readUInt32BE(hit.length - 4));
    return Promise.resolve();
  }
}
