// Proves the properties in analysis/symbolic/ with halmos over the bytecode that the shipped settings give, and fails on
// a counterexample, a timeout, an unrolled loop that was cut, or a proof that did not run. `--self-test` seeds one bug for
// each group and fails unless its proof fails.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, delimiter, join } from "node:path";

import { z } from "zod";

import { compile } from "../analysis/compile.js";
import { pythonTools } from "../analysis/pythonTools.js";

const OUTPUTS = ["abi", "metadata", "storageLayout", "evm.bytecode", "evm.deployedBytecode", "evm.methodIdentifiers"];
const SECONDS = 600; // for one question to the solvers: a hundred times what the slowest needs on a quiet machine
const LOOP = 4; // more than any loop of the proofs runs

// One seeded bug for each proof that must notice it: the source, what stands there, what is put there instead.
const SEEDED = [
  {
    proof: "check_K2_DepositThenWithdrawNeverProfits",
    source: "contracts/libraries/SharePools.sol",
    original: "return (assets * (pool.shares + VIRTUAL_SHARES)) / (pool.assets + VIRTUAL_ASSETS);",
    seeded: "return (assets * (pool.shares + VIRTUAL_SHARES)) / (pool.assets + VIRTUAL_ASSETS) + 1;",
  },
  {
    proof: "check_K6_WithdrawalConserves",
    source: "contracts/libraries/SharePools.sol",
    original: "residue = current.assets;",
    seeded: "residue = 0;",
  },
  {
    proof: "check_E1_FlushPaysWhatWasEarned",
    source: "contracts/libraries/Revenues.sol",
    original: "revenue.burnPaid = revenue.burnEarned;",
    seeded: "revenue.burnPaid = revenue.poolEarned;",
  },
  {
    proof: "check_P1_OpeningStaysWithinBudgets",
    source: "contracts/RewardPool.sol",
    original: "storageTotal <= budget.storageNodes",
    seeded: "storageTotal <= budget.storageNodes + 1",
  },
  {
    proof: "check_E2_DeliverAndRefundExclude",
    source: "contracts/DataMarket.sol",
    original: "block.timestamp < order.deadline",
    seeded: "block.timestamp <= order.deadline",
  },
  {
    proof: "check_E2_FinalStatesHaveNoExits",
    source: "contracts/DataMarket.sol",
    original: "require(status == expected,",
    seeded: "require(status >= expected,",
  },
  {
    proof: "check_E2_PartsSumToThePrice",
    source: "contracts/DataMarket.sol",
    original: "price - toSubmitter - toProvider - toPool;",
    seeded: "price - toSubmitter - toProvider - toPool + 1;",
  },
  {
    proof: "check_E3_SettlesAfterTheWindow",
    source: "contracts/DataMarket.sol",
    original: "block.timestamp >= end,",
    seeded: "block.timestamp + 1 >= end,",
  },
  {
    proof: "check_S4_NoUnitBelowTheLowestPrice",
    source: "contracts/TokenSale.sol",
    original: "Math.mulDiv(step.cost - raisedAfter,",
    seeded: "Math.mulDiv((step.cost - raisedAfter) / 2,",
  },
  {
    proof: "check_R3_QuorumIsMoreThanTwoThirds",
    source: "contracts/SupernodeCouncil.sol",
    original: "QUORUM = (2 * seats) / 3 + 1;",
    seeded: "QUORUM = (2 * seats + 2) / 3;",
  },
  {
    proof: "check_E6_TermsFit",
    source: "contracts/libraries/PriceControllers.sol",
    original: "floor <= type(uint96).max / MAXIMUM_MULTIPLE &&",
    seeded: "floor <= type(uint96).max / 8 &&",
  },
];

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

type Edit = (path: string, text: string) => string;

const root = process.cwd();
const tools = pythonTools(root);
if (process.argv.includes("--self-test")) selfTest();
else proveAll();

function proveAll(): void {
  const expected = build((_path, text) => text);
  const results = prove("check_");
  const bad = results.filter(({ exitcode, num_bounded_loops }) => exitcode !== 0 || num_bounded_loops !== 0);
  const missing = expected.filter((name) => !results.some((result) => result.name === name));
  for (const { name, time } of results) console.log(`proven in ${(time?.[0] ?? 0).toFixed(1).padStart(5)} s: ${name}`);
  if (expected.length === 0 || missing.length > 0) fail(`Proofs that did not run: ${missing.join(", ") || "all"}`);
  if (bad.length > 0) fail(`Not proven: ${bad.map(({ name }) => name).join(", ")}`);
  console.log(`${results.length} properties proven; their bounds: docs/symbolic.md`);
}

function selfTest(): void {
  for (const { proof, source, original, seeded } of SEEDED) {
    build((path, text) => {
      if (path !== source) return text;
      if (text.split(original).length !== 2) fail(`${source} does not contain exactly once: ${original}`);
      return text.replace(original, seeded);
    });
    const [result] = prove(`${proof}\\(`);
    if (result?.exitcode !== 1 || (result.num_models ?? 0) === 0) {
      fail(`${proof} gave no counterexample to: ${seeded}`);
    }
    console.log(`${proof} has a counterexample to: ${seeded}`);
  }
}

/** Compiles, writes what halmos reads of Foundry's output, and returns the signatures of all proofs. */
function build(edit: Edit): string[] {
  const { output } = compile(root, ["analysis/symbolic"], OUTPUTS, edit);
  rmSync(join(root, "cache/halmos"), { recursive: true, force: true });
  const proofs: string[] = [];
  for (const [path, file] of Object.entries(output.contracts)) {
    for (const [name, { abi, metadata, storageLayout, evm }] of Object.entries(file)) {
      if (evm === undefined || metadata === undefined) throw new Error(`${path} has no code for ${name}`);
      const { bytecode, deployedBytecode, methodIdentifiers } = evm;
      const { id, ast } = output.sources[path] ?? {};
      if (path.startsWith("analysis/symbolic/")) {
        proofs.push(...Object.keys(methodIdentifiers).filter((signature) => signature.startsWith("check_")));
      }
      const directory = join(root, "cache/halmos/out", basename(path));
      mkdirSync(directory, { recursive: true });
      writeFileSync(
        join(directory, `${name}.json`),
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
  return proofs;
}

function prove(pattern: string): z.infer<typeof Report>["test_results"][string] {
  // halmos calls forge to compile, which has been done.
  const stub = join(root, "cache/halmos/bin");
  mkdirSync(stub, { recursive: true });
  writeFileSync(join(stub, "forge"), "#!/bin/sh\nexit 0\n", { mode: 0o755 });

  const json = join(root, "cache/halmos/report.json");
  const { error } = spawnSync(
    join(tools, "python"),
    [
      join(root, "analysis/explore.py"),
      "--root=cache/halmos",
      "--no-status",
      `--loop=${LOOP}`,
      `--match-test=^${pattern}`,
      `--solver-command=${join(tools, "python")} ${join(root, "analysis/solver.py")}`,
      `--solver-timeout-assertion=${SECONDS}s`,
      `--json-output=${json}`,
    ],
    {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, PATH: [stub, process.env["PATH"]].join(delimiter), PYTHONHASHSEED: "0" },
    },
  );
  if (error !== undefined) throw error;
  return Object.values(Report.parse(JSON.parse(readFileSync(json, "utf8"))).test_results).flat();
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
