// Measures hashing and encrypting of files: `npm run bench:files [-- --check]`.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { formatTable } from "../../cli/output/formatTable.js";
import { filesRows } from "./files/filesRows.js";
import type { FilesFile } from "./files/FilesFile.js";
import { filesSchema } from "./files/filesSchema.js";
import { findViolations } from "./files/findViolations.js";
import { machineOf } from "./machineOf.js";
import { runChild } from "./runChild.js";
import { writeScaling } from "./writeScaling.js";
import { parseOptions } from "../parseOptions.js";

const USAGE = `Usage: npm run bench:files [-- --check]

Hashes, encrypts and decrypts files of 1 MiB to 2 GiB, each size in a process of its own, beside the plain way: SHA-256
and then AES-256-GCM with the streams of Node. Needs 4 GiB in the folder for temporary files, for a while. Writes
bench/files.json, and docs/scaling.md from it.

  --check  1 and 64 MiB, and nothing is written

Exit code: 1 when anything runs below seven tenths of the plain way, or memory grows with the file.`;

const CHECKED = [1, 64];
const ALL = [...CHECKED, 512, 2_048];

const { values } = parseOptions({ options: { check: { type: "boolean" }, help: { type: "boolean" } } });
if (values.help === true) console.log(USAGE);
else await main(values.check === true);

async function main(check: boolean): Promise<void> {
  const sizes: FilesFile["sizes"] = [];
  for (const mebibytes of check ? CHECKED : ALL) sizes.push(await measure(mebibytes));
  const [header = [], ...rows] = filesRows(sizes);
  console.log(formatTable(header, rows, header).join("\n"));

  const violations = findViolations({ sizes });
  for (const violation of violations) console.error(`error: ${violation}`);
  if (violations.length > 0) process.exitCode = 1;
  if (check) return;

  const scan = await inFolder(async (folder) =>
    filesSchema.scan.parse(await runChild("files/measureScan.ts", [folder])),
  );
  const file: FilesFile = { measuredOn: new Date().toISOString().slice(0, 10), machine: machineOf(), sizes, scan };
  await writeFile("bench/files.json", `${JSON.stringify(file, null, 2)}\n`);
  await writeScaling();
}

async function measure(mebibytes: number): Promise<FilesFile["sizes"][number]> {
  console.error(`${mebibytes} MiB …`);
  return inFolder(async (folder) =>
    filesSchema.size.parse(await runChild("files/measureFile.ts", [String(mebibytes), folder])),
  );
}

/** With a folder for files of this run, removed whatever happens. */
async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "virusmap-bench-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
