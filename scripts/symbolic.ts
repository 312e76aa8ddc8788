// Proves the properties in analysis/symbolic/ with halmos over the bytecode that the shipped settings give, and fails on
// a counterexample, a solver that gives up, an unrolled loop that was cut, a proof that did not run, or one without a
// seeded bug. `--self-test` seeds the bug of each proof (analysis/SEEDED_BUGS.ts) and fails unless that proof has a
// counterexample.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, delimiter, join } from "node:path";
import { setImmediate } from "node:timers/promises";

import { z } from "zod";

import { compile } from "../analysis/compile.js";
import { pythonTools } from "../analysis/pythonTools.js";
import { SEEDED_BUGS } from "../analysis/SEEDED_BUGS.js";
import type { SeededBug } from "../analysis/SeededBug.js";
import { parseOptions } from "./parseOptions.js";

const OUTPUTS = ["abi", "metadata", "storageLayout", "evm.bytecode", "evm.deployedBytecode", "evm.methodIdentifiers"];
const SECONDS = 600; // for one question to the solvers: a hundred times what the slowest needs on a quiet machine
const LOOP = 4; // more than any loop of the proofs runs

const Report = z.object({
  test_results: z.record(
    z.string(),
    z.array(
      z.object({
        name: z.string(),
        exitcode: z.number(),
        num_models: z.number().nullable(),
        num_bounded_loops: z.number().nullable(),
        time: z.array(z.number()).nullable(),
      }),
    ),
  ),
});

type Results = z.infer<typeof Report>["test_results"][string];

const { values: options } = parseOptions({ options: { "self-test": { type: "boolean", default: false } } });
const root = process.cwd();
const tools = pythonTools(root);
const proofs = listProofs();
checkSeededBugs();
rmSync(join(root, "cache/halmos"), { recursive: true, force: true });
if (options["self-test"]) await testAll();
else await proveAll();

async function proveAll(): Promise<void> {
  build("all", ["analysis/symbolic"]);
  const results = await prove("all", "check_", "inherit");
  const bad = results.filter(({ exitcode, num_bounded_loops }) => exitcode !== 0 || num_bounded_loops !== 0);
  const missing = [...proofs.keys()].filter((proof) => !results.some(({ name }) => name.startsWith(`${proof}(`)));
  for (const { name, time } of results) console.log(`proven in ${(time?.[0] ?? 0).toFixed(1).padStart(5)} s: ${name}`);
  if (missing.length > 0) fail(`Proofs that did not run: ${missing.join(", ")}`);
  if (bad.length > 0) fail(`Not proven: ${bad.map(({ name }) => name).join(", ")}`);
  console.log(`${results.length} properties proven; their bounds: docs/symbolic.md`);
}

/** One bug is compiled while the proofs of others run. */
async function testAll(): Promise<void> {
  const running = new Set<Promise<void>>();
  for (const bug of SEEDED_BUGS) {
    build(bug.proof, [proofs.get(bug.proof) ?? ""], (path, text) => (path === bug.source ? seed(bug, text) : text));
    const test: Promise<void> = testOne(bug).finally(() => running.delete(test));
    running.add(test);
    if (running.size >= availableParallelism()) await Promise.race(running);
    else await setImmediate(); // the next compilation blocks
  }
  await Promise.all(running);
  console.log(`${SEEDED_BUGS.length} seeded bugs found, one for each proof`);
}

async function testOne({ proof, seeded }: SeededBug): Promise<void> {
  const [result] = await prove(proof, `${proof}\\(`, "ignore", "--early-exit");
  if (result?.exitcode !== 1 || (result.num_models ?? 0) === 0) fail(`${proof} gave no counterexample to: ${seeded}`);
  console.log(`${proof} has a counterexample to: ${seeded}`);
}

function seed({ source, original, seeded }: SeededBug, text: string): string {
  if (text.split(original).length !== 2) fail(`${source} does not contain exactly once: ${original}`);
  return text.replace(original, seeded);
}

/** The functions that prove something, each with the path of its source. */
function listProofs(): Map<string, string> {
  const sources = globSync("analysis/symbolic/*.sol", { cwd: root });
  const found = sources.flatMap((path) =>
    [...readFileSync(join(root, path), "utf8").matchAll(/^ {4}function (check_\w+)\(/gm)].map(
      ([, name = ""]) => [name, path] as const,
    ),
  );
  if (found.length === 0) fail("No proof in analysis/symbolic");
  return new Map(found);
}

function checkSeededBugs(): void {
  const without = [...proofs.keys()].filter((name) => !SEEDED_BUGS.some(({ proof }) => proof === name));
  if (without.length > 0) fail(`Proofs without a bug in analysis/SEEDED_BUGS.ts: ${without.join(", ")}`);
  const unknown = SEEDED_BUGS.filter(({ proof }) => !proofs.has(proof));
  if (unknown.length > 0) fail(`Bugs of unknown proofs: ${unknown.map(({ proof }) => proof).join(", ")}`);
}

/** Compiles into a directory of its own, in the form in which halmos reads Foundry's output. */
function build(name: string, paths: string[], edit?: (path: string, text: string) => string): void {
  const { output } = compile(root, paths, OUTPUTS, edit);
  for (const [path, file] of Object.entries(output.contracts)) {
    for (const [contract, { abi, metadata, storageLayout, evm }] of Object.entries(file)) {
      if (evm === undefined || metadata === undefined) throw new Error(`${path} has no code for ${contract}`);
      const { bytecode, deployedBytecode, methodIdentifiers } = evm;
      const { id, ast } = output.sources[path] ?? {};
      const directory = join(root, "cache/halmos", name, "out", basename(path));
      mkdirSync(directory, { recursive: true });
      writeFileSync(
        join(directory, `${contract}.json`),
        JSON.stringify({
          abi,
          id,
          ast,
          storageLayout,
          methodIdentifiers,
          metadata: metadata === "" ? {} : (JSON.parse(metadata) as unknown),
          bytecode: { ...bytecode, object: `0x${bytecode.object}` },
          deployedBytecode: { ...deployedBytecode, object: `0x${deployedBytecode.object}` },
        }),
      );
    }
  }
}

async function prove(name: string, pattern: string, stdio: "inherit" | "ignore", ...more: string[]): Promise<Results> {
  // halmos calls forge to compile, which has been done.
  const directory = join(root, "cache/halmos", name);
  const [stub, temporary] = [join(directory, "bin"), join(directory, "tmp")];
  for (const path of [stub, temporary]) mkdirSync(path, { recursive: true });
  writeFileSync(join(stub, "forge"), "#!/bin/sh\nexit 0\n", { mode: 0o755 });

  const json = join(directory, "report.json");
  const halmos = spawn(
    join(tools, "python"),
    [
      join(root, "analysis/explore.py"),
      `--root=${directory}`,
      "--no-status",
      `--loop=${LOOP}`,
      `--match-test=^${pattern}`,
      `--solver-command=${join(tools, "python")} ${join(root, "analysis/solver.py")}`,
      `--solver-timeout-assertion=${SECONDS}s`,
      `--json-output=${json}`,
      ...more,
    ],
    {
      stdio: ["ignore", stdio, stdio],
      env: {
        ...process.env,
        PATH: [stub, process.env["PATH"]].join(delimiter),
        PYTHONHASHSEED: "0",
        TMPDIR: temporary, // where halmos leaves the questions that failed
      },
    },
  );
  await once(halmos, "close");
  return Object.values(Report.parse(JSON.parse(readFileSync(json, "utf8"))).test_results).flat();
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
