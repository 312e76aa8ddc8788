// Measures how an epoch grows with its samples: `npm run bench:scale [-- --large | --check]`.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import hre from "hardhat";

import { formatTable } from "../../cli/output/formatTable.js";
import { machineOf } from "./machineOf.js";
import { runChild } from "./runChild.js";
import { findViolations } from "./scale/findViolations.js";
import type { ScaleFile } from "./scale/ScaleFile.js";
import { scaleRows } from "./scale/scaleRows.js";
import { scaleSchema } from "./scale/scaleSchema.js";
import { writeScaling } from "./writeScaling.js";
import { parseOptions } from "../parseOptions.js";

const USAGE = `Usage: npm run bench:scale [-- --large | --check]

Builds epochs of 1, 100, 10,000 and 100,000 samples with the SDK and plays them on the contracts, each in processes of
its own. Writes bench/scale.json, and docs/scaling.md with its images from it.

  --large  also 1,000,000 samples: minutes, and about 4 GiB of memory
  --check  nothing is written

Exit code: 1 when gas depends on the samples, trees are slower than half the hash function or grow faster than their
leaves, or 100,000 samples take 1 GiB.`;

const SIZES = [1, 100, 10_000, 100_000];
const LARGE = [...SIZES, 1_000_000];

const { values } = parseOptions({
  options: { large: { type: "boolean" }, check: { type: "boolean" }, help: { type: "boolean" } },
});
if (values.help === true) console.log(USAGE);
else await main(values.check === true, values.large === true ? LARGE : SIZES);

async function main(check: boolean, wanted: readonly number[]): Promise<void> {
  await hre.tasks.getTask("build").run({ quiet: true, noTests: true });
  const sizes: ScaleFile["sizes"] = [];
  for (const samples of wanted) sizes.push(await measure(samples));
  const [header = [], ...rows] = scaleRows(sizes);
  console.log(formatTable(header, rows, header).join("\n"));

  const violations = findViolations({ sizes });
  for (const violation of violations) console.error(`error: ${violation}`);
  if (violations.length > 0) process.exitCode = 1;
  if (check) return;

  const file: ScaleFile = { measuredOn: new Date().toISOString().slice(0, 10), machine: machineOf(), sizes };
  await writeFile("bench/scale.json", `${JSON.stringify(file, null, 2)}\n`);
  await writeScaling();
}

async function measure(samples: number): Promise<ScaleFile["sizes"][number]> {
  console.error(`${samples} samples …`);
  const folder = await mkdtemp(join(tmpdir(), "virusmap-bench-"));
  try {
    const building = scaleSchema.building.parse(await runChild("scale/buildEpoch.ts", [String(samples), folder]));
    const transactions = scaleSchema.transactions.parse(await runChild("scale/playEpoch.ts", [folder]));
    return { ...building, transactions };
  } finally {
    await rm(folder, { recursive: true });
  }
}
