// Runs every detector of Slither over contracts/ and fails on any finding of high, medium or low severity that has no
// reason beside its line, on a suppression that suppresses nothing, and when less was analysed than was compiled.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import { compile } from "../analysis/compile.js";
import { pythonTools } from "../analysis/pythonTools.js";

const DETECTORS = 102; // all that the pinned version has
const SEVERITIES = ["High", "Medium", "Low"];
const CANARY = "analysis/slither/Canary.sol";
// What must be found in the canary, one of each severity: otherwise the run proves nothing.
const SEEDED = ["High arbitrary-send-eth", "Medium divide-before-multiply", "Low missing-zero-check"];

const Report = z.object({
  success: z.boolean(),
  error: z.string().nullable(),
  results: z.object({
    detectors: z
      .array(
        z.object({
          check: z.string(),
          impact: z.string(),
          description: z.string(),
          elements: z.array(z.object({ source_mapping: z.object({ filename_relative: z.string() }) })),
        }),
      )
      .default([]),
  }),
});

const root = process.cwd();
const tools = pythonTools(root);
const { contracts, libraries } = writeBuild();
const report = analyse();

const findings = report.results.detectors.map(({ check, impact, description, elements }) => ({
  title: `${impact} ${check}`,
  impact,
  description: description.trim(),
  paths: elements.map(({ source_mapping }) => source_mapping.filename_relative),
}));
const inCanary = findings.filter(({ paths }) => paths.includes(CANARY));
const inContracts = findings.filter(({ paths }) => paths.some((path) => path.startsWith("contracts/")));

for (const title of SEEDED) {
  if (!inCanary.some((finding) => finding.title === title)) fail(`Slither did not find the seeded defect: ${title}`);
}
const open = inContracts.filter(({ impact }) => SEVERITIES.includes(impact));
if (open.length > 0) {
  fail(`${open.length} open findings:\n${open.map(({ title, description }) => `${title}: ${description}`).join("\n")}`);
}
console.log(
  `Slither: ${contracts} contracts of contracts/ and ${libraries} of their dependencies analysed with ${DETECTORS} detectors, no open finding of high, medium or low severity.`,
);
console.log(`Lesser findings, which do not fail: ${tally(inContracts.map(({ title }) => title))}.`);

/** Writes the compiler's output where and how Slither reads it, and counts the contracts in it. */
function writeBuild(): { contracts: number; libraries: number } {
  const { input, output, version } = compile(root, ["contracts", "analysis/slither"], ["abi", "userdoc", "devdoc"]);
  const count = (isCounted: (path: string) => boolean): number =>
    Object.entries(output.sources)
      .filter(([path]) => isCounted(path))
      .flatMap(([, { ast }]) => ast.nodes)
      .filter(({ nodeType }) => nodeType === "ContractDefinition").length;

  // Slither works on the syntax tree; its reader only wants these fields to be there.
  const noCode = { object: "", sourceMap: "" };
  const evm = { bytecode: noCode, deployedBytecode: noCode };
  const withoutCode = Object.fromEntries(
    Object.entries(output.contracts).map(([path, file]) => [
      path,
      Object.fromEntries(Object.entries(file).map(([name, contract]) => [name, { ...contract, evm }])),
    ]),
  );
  const directory = join(root, "cache/slither/build-info");
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  writeFileSync(
    join(directory, "contracts.json"),
    JSON.stringify({ solcVersion: version, input, output: { ...output, contracts: withoutCode } }),
  );
  return {
    contracts: count((path) => path.startsWith("contracts/")),
    libraries: count((path) => path.startsWith("node_modules/")),
  };
}

function analyse(): z.infer<typeof Report> {
  const json = join(root, "cache/slither/report.json");
  rmSync(json, { force: true });
  const { stdout, stderr, error } = spawnSync(
    join(tools, "slither"),
    [
      ".",
      "--compile-force-framework=hardhat",
      "--hardhat-ignore-compile",
      "--hardhat-artifacts-directory=cache/slither",
      "--warn-unused-ignores",
      "--disable-color",
      `--json=${json}`,
    ],
    { encoding: "utf8", maxBuffer: 2 ** 28 },
  );
  if (error !== undefined) throw error;
  const said = `${stdout}\n${stderr}`;

  const unread = said.match(/^Impossible to generate IR for .*$/gm) ?? [];
  if (unread.length > 0) fail(`Slither could not read, and so did not check:\n${unread.join("\n")}`);
  const unused = (said.match(/^Unused slither-disable.*$/gm) ?? []).filter((line) => !line.includes("/node_modules/"));
  if (unused.length > 0) fail(`Suppressions that suppress nothing:\n${unused.join("\n")}`);

  const result = Report.parse(JSON.parse(readFileSync(json, "utf8")));
  if (!result.success) fail(`Slither failed: ${result.error ?? said}`);

  const [, analysed, detectors] = /analyzed \((\d+) contracts with (\d+) detectors\)/.exec(said) ?? [];
  const expected = contracts + libraries + 1; // and the canary
  if (Number(analysed) !== expected) fail(`Slither analysed ${analysed ?? "no"} contracts, compiled were ${expected}`);
  if (Number(detectors) !== DETECTORS) fail(`Slither ran ${detectors ?? "no"} detectors, there are ${DETECTORS}`);
  return result;
}

function tally(titles: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const title of titles) counts.set(title, (counts.get(title) ?? 0) + 1);
  return [...counts].map(([title, count]) => `${count} ${title}`).join(", ");
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
