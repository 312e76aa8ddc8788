import { createHardhatRuntimeEnvironment } from "hardhat/hre";

import config from "../../hardhat.config.js";
import type { Campaign, HandlerMetrics, SequenceCall } from "./Campaign.js";
import type { CampaignSize } from "./CampaignOrder.js";

/** What Hardhat's task for Solidity tests returns, as far as it is read here; the package has no types for it. */
interface TaskResult {
  readonly value?: { readonly suiteResults: readonly SuiteResult[] };
  readonly error?: { readonly suiteResults: readonly SuiteResult[] };
}

interface SuiteResult {
  readonly id: { readonly name: string; readonly source: string };
  readonly testResults: readonly TestResult[];
}

interface TestResult {
  readonly name: string;
  readonly status: "Success" | "Failure" | "Skipped";
  readonly reason?: string;
  readonly kind: { readonly metrics?: Readonly<Record<string, HandlerMetrics>> };
  readonly counterexample?: { readonly sequence?: readonly SequenceCall[] };
}

/**
 * Plays the invariants of some test files from one seed. Everything must have been compiled before: the runner knows a
 * handler by its artifact.
 *
 * @param root of the repository
 * @param files from the root
 */
export async function runCampaign(
  root: string,
  files: readonly string[],
  { runs, depth }: CampaignSize,
  seed: string,
): Promise<Campaign> {
  const solidity = { ...config.test?.solidity, fuzz: { seed } };
  const invariant = { failOnRevert: false, callOverride: false, runs, depth };
  const hre = await createHardhatRuntimeEnvironment(
    { ...config, test: { ...config.test, solidity: { ...solidity, invariant } } },
    {},
    root,
  );
  const task = hre.tasks.getTask(["test", "solidity"]);
  const result = (await task.run({ testFiles: [...files], noCompile: true })) as TaskResult;
  const suites = result.value?.suiteResults ?? result.error?.suiteResults ?? [];
  return {
    seed,
    results: suites.flatMap(({ id, testResults }) =>
      testResults.map((test) => ({
        suite: id.name,
        file: id.source.replace(/^project\//, ""),
        name: test.name,
        passed: test.status === "Success",
        reason: test.reason,
        metrics: test.kind.metrics ?? {},
        sequence: test.counterexample?.sequence ?? [],
      })),
    ),
  };
}
