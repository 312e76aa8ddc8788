// Changes contracts/ in every way that the operators of scripts/mutation/ know, one change at a time, and counts the
// changes that the Solidity tests notice. docs/mutation.md says how it works, and explains the ones that nothing can
// notice.
//
//   npm run mutation                          all; continues an interrupted run; updates docs/mutation.md at the end
//   npm run mutation -- --sample 80 --seed x  some
//   npm run mutation -- --file contracts/TokenSale.sol --id 1a2b3c4d
//   npm run mutation -- --keep-kills          what an earlier version of contracts and tests killed counts as killed

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";

import { format, resolveConfig } from "prettier";

import { artifactsOf } from "./mutation/artifactsOf.js";
import type { Baseline } from "./mutation/Baseline.js";
import { compileMutants } from "./mutation/compileMutants.js";
import { describeMutant } from "./mutation/describeMutant.js";
import type { Finding } from "./mutation/Finding.js";
import { GAS_TESTS } from "./mutation/GAS_TESTS.js";
import { hashSources } from "./mutation/hashSources.js";
import { importsOf } from "./mutation/importsOf.js";
import { KillerMemory } from "./mutation/KillerMemory.js";
import { listMutants } from "./mutation/listMutants.js";
import type { MutantResult } from "./mutation/MutantResult.js";
import type { NumberedMutant } from "./mutation/NumberedMutant.js";
import { pickSample } from "./mutation/pickSample.js";
import { planSteps } from "./mutation/planSteps.js";
import { readEquivalents } from "./mutation/readEquivalents.js";
import { readSources } from "./mutation/readSources.js";
import { renderTable } from "./mutation/renderTable.js";
import { ResultFile } from "./mutation/ResultFile.js";
import { scoreOf } from "./mutation/scoreOf.js";
import { countResults } from "./mutation/countResults.js";
import { Worker } from "./mutation/Worker.js";
import { parseOptions } from "./parseOptions.js";

const LOWEST_SCORE = 0.9;
const LIMIT_MILLISECONDS = 300_000; // for all tests of a mutant; a survivor needs about a tenth

const root = join(import.meta.dirname, "..");
const folder = join(root, "cache", "mutation");
const documentation = join(root, "docs", "mutation.md");
const { values } = parseOptions({
  options: {
    sample: { type: "string" },
    seed: { type: "string", default: "0" },
    file: { type: "string", multiple: true },
    id: { type: "string", multiple: true },
    workers: { type: "string", default: String(availableParallelism()) },
    "keep-kills": { type: "boolean", default: false },
  },
});
const isComplete = values.sample === undefined && values.file === undefined && values.id === undefined;
const started = Date.now();
const say = (text: string) => {
  console.log(`${Math.round((Date.now() - started) / 1_000)} s: ${text}`);
};

const sources = readSources(root);
const mutants = listMutants(sources.filter(({ path }) => /^contracts\/(libraries\/)?\w+\.sol$/.test(path)));
const equivalents = readEquivalents(documentation);
const problems = [...equivalents.keys()]
  .filter((id) => !mutants.some((mutant) => mutant.id === id))
  .map((id) => `docs/mutation.md explains ${id}, which is no mutant any more`);
const chosen = choose();
say(`${mutants.length} mutants, ${chosen.length} chosen`);

const { compiled, refused } = compileMutants(root, sources, isComplete ? mutants : chosen);
for (const mutant of refused) console.log(`does not compile: ${describeMutant(mutant)}`);
const built = artifactsOf(compiled);
const { suites } = built;
mkdirSync(folder, { recursive: true });
const artifacts = join(folder, `artifacts-${process.pid}.json`); // several runs may be at work
process.on("exit", () => {
  rmSync(artifacts, { force: true });
});
writeFileSync(artifacts, JSON.stringify(built));
say(`compiled, ${suites.length} test contracts`);
for (const test of GAS_TESTS) {
  if (!suites.some(({ artifact }) => artifact.contract.abi.includes(`"name":"${test}"`)))
    throw new Error(`scripts/mutation/GAS_TESTS.ts names ${test}, which is no test any more`);
}

const imports = importsOf(sources);
const baselines = await checkOriginal();
const results = await examineAll(chosen.filter((mutant) => !refused.includes(mutant)));
report();

/** Explained ones are examined in a complete run only, and when they are asked for. */
function choose(): NumberedMutant[] {
  const { sample, file, id } = values;
  let list = mutants.filter((mutant) => file?.includes(mutant.file) !== false && id?.includes(mutant.id) !== false);
  if (sample !== undefined) {
    list = pickSample(
      list.filter((mutant) => !equivalents.has(mutant.id)),
      Number(sample),
      values.seed,
    );
  }
  if (list.length === 0) throw new Error("no mutant is chosen");
  return list;
}

/** All tests must pass while no mutant is alive. */
async function checkOriginal(): Promise<Map<string, Baseline>> {
  const worker = new Worker(artifacts, availableParallelism(), LIMIT_MILLISECONDS);
  const files = [...new Set(chosen.map(({ file }) => file))];
  const needed = suites.filter((suite) => files.some((file) => imports.get(suite.file)?.has(file) === true));
  const found = new Map<string, Baseline>();
  const failures: string[] = [];
  for (const { name } of needed) {
    const [fixed, random] = [await runSuite(name, "fixed"), await runSuite(name, "random")];
    failures.push(...fixed.failures, ...random.failures);
    const reached = { fixed: new Set(fixed.reached), random: new Set(random.reached) };
    found.set(name, { fixed: fixed.tests, reached });
  }
  worker.stop();
  if (failures.length > 0) throw new Error(`these tests fail without any mutant:\n  ${failures.join("\n  ")}`);
  say(`the tests of ${needed.length} test contracts pass without a mutant`);
  return found;

  async function runSuite(suite: string, kind: "fixed" | "random"): Promise<Finding> {
    const steps = [{ suite, tests: kind, fuzzRuns: 8, invariantRuns: 1 }];
    const finding = await worker.examine({ number: 0, steps });
    if (finding === "timeout") throw new Error(`the tests of ${suite} take too long without any mutant`);
    return finding;
  }
}

async function examineAll(list: readonly NumberedMutant[]): Promise<MutantResult[]> {
  const file = new ResultFile(join(folder, "results.jsonl"));
  const hash = hashSources(sources);
  const found: MutantResult[] = [];
  const open: NumberedMutant[] = [];
  for (const mutant of list) {
    const known = file.get(mutant.id);
    const counts = known?.sources === hash || (values["keep-kills"] && known?.outcome === "killed");
    if (known !== undefined && counts && values.id === undefined) found.push(known);
    else open.push(mutant);
  }
  say(`${found.length} were examined before, ${open.length} are left`);

  const memory = new KillerMemory();
  // By their hashes, so that an interrupted run says something about all files; what should survive takes longest.
  const rank = ({ id }: NumberedMutant) => `${equivalents.has(id) ? 1 : 0} ${id}`;
  const queue = [...open].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  await Promise.all(
    Array.from({ length: Number(values.workers) }, async () => {
      const worker = new Worker(artifacts, 1, LIMIT_MILLISECONDS);
      for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
        const steps = [...memory.stepsFor(mutant), ...planSteps(mutant, baselines)];
        const before = Date.now();
        const finding = await worker.examine({ number: mutant.number, steps });
        const milliseconds = Date.now() - before;
        const [killer] = finding === "timeout" ? [] : finding.failures;
        const outcome = finding === "timeout" ? "timeout" : killer === undefined ? "survived" : "killed";
        const result: MutantResult = { id: mutant.id, outcome, killer: killer ?? "", milliseconds, sources: hash };
        file.add(result);
        found.push(result);
        if (killer !== undefined) memory.remember(mutant, killer);
        if (outcome !== "killed") say(`${outcome}: ${describeMutant(mutant)}`);
        else if (values.id !== undefined) say(`killed: ${describeMutant(mutant)}\n  by ${killer ?? ""}`);
        if ((open.length - queue.length) % 100 === 0) say(`${queue.length} left`);
      }
      worker.stop();
    }),
  );
  return found;
}

function report(): void {
  const of = new Map(mutants.map((mutant) => [mutant.id, mutant]));
  const files = [...new Set(chosen.map(({ file }) => file))];
  const tallies = new Map(
    files.map((file) => [
      file,
      countResults(
        results.filter(({ id }) => of.get(id)?.file === file),
        equivalents,
      ),
    ]),
  );
  const total = countResults(results, equivalents);
  const table = renderTable(new Map([...tallies, ["All", total]]));
  console.log(`\n${table}\n`);

  for (const { id, outcome } of results) {
    const mutant = of.get(id);
    if (mutant === undefined) continue;
    if (outcome === "survived" && !equivalents.has(id)) {
      const text = `survived: ${describeMutant(mutant)}`;
      if (isComplete || values.sample !== undefined) problems.push(text);
      else console.log(text);
    }
    if (outcome !== "survived" && equivalents.has(id))
      problems.push(`docs/mutation.md explains ${id}, which is killed`);
  }
  if (scoreOf(total) < LOWEST_SCORE) {
    problems.push(`${(scoreOf(total) * 100).toFixed(1)} % were killed, at least ${LOWEST_SCORE * 100} % must be`);
  }
  writeFileSync(
    join(folder, "report.json"),
    JSON.stringify(
      { total, results: results.map((result) => ({ ...result, ...described(of.get(result.id)) })) },
      null,
      1,
    ),
  );
  if (problems.length > 0) {
    console.error(`${problems.length} problems:\n  ${problems.join("\n  ")}`);
    process.exitCode = 1;
  }
  if (isComplete && !values["keep-kills"]) void document(table);
}

function described(mutant: NumberedMutant | undefined): object {
  if (mutant === undefined) return {};
  const { file, line, member, operator, original, mutated } = mutant;
  return { file, line, member, operator, original, mutated };
}

/** Puts the table and its date into the documentation. */
async function document(table: string): Promise<void> {
  const [start, end] = ["<!-- results -->", "<!-- end of results -->"];
  const text = readFileSync(documentation, "utf8");
  const commit = execFileSync("git", ["rev-parse", "--short=10", "HEAD"], { cwd: root, encoding: "utf8" }).trim();
  const date = new Date().toISOString().slice(0, "2026-01-01".length);
  const before = text.slice(0, text.indexOf(start) + start.length);
  const after = text.slice(text.indexOf(end));
  const content = `${before}\n\nMeasured on ${date}, with the contracts and tests of commit ${commit}.\n\n${table}\n\n${after}`;
  writeFileSync(
    documentation,
    await format(content, { ...(await resolveConfig(documentation)), filepath: documentation }),
  );
}
