// Measures the gas of every operation on the production deployment, prints it beside its floor, its target and what others
// pay, and writes gas/report.json and docs/gas.md. Fails when a target is missed. With `--check` it writes nothing and
// fails as well when the files are not what was measured.

import { existsSync, readFileSync, writeFileSync } from "node:fs";

import hre from "hardhat";
import { format, resolveConfig } from "prettier";

import { targets } from "../gas/targets.js";
import { buildReport } from "./gas/buildReport.js";
import { differencesOf } from "./gas/differencesOf.js";
import { findFailures } from "./gas/findFailures.js";
import type { GasReport } from "./gas/GasReport.js";
import { renderMarkdown } from "./gas/renderMarkdown.js";
import type { Table } from "./gas/Table.js";
import { comparisonTable } from "./gas/tables/comparisonTable.js";
import { contractTable } from "./gas/tables/contractTable.js";
import { floorTable } from "./gas/tables/floorTable.js";
import { operationTable } from "./gas/tables/operationTable.js";
import { formatTable } from "../cli/output/formatTable.js";
import { parseOptions } from "./parseOptions.js";

const REPORT = "gas/report.json";
const PAGE = "docs/gas.md";

const { values } = parseOptions({ options: { check: { type: "boolean", default: false } } });
await hre.tasks.getTask("build").run({ quiet: true });
const report = await buildReport();
const files = new Map([
  [REPORT, await formatted(REPORT, JSON.stringify(report))],
  [PAGE, await formatted(PAGE, renderMarkdown(report))],
]);

print("Gas of whole transactions", operationTable(report));
print("Floors, term by term: how often, and the gas of all of them", floorTable(report));
print("What does not grow: gas without calldata", comparisonTable(report));
print("Contracts", contractTable(report));

const failures = [...findFailures(report, targets), ...(values.check ? staleFiles() : [])];
if (!values.check) for (const [path, text] of files) writeFileSync(path, text);
for (const failure of failures) console.error(`FAILED: ${failure}`);
if (failures.length > 0) process.exitCode = 1;
else console.log(values.check ? `${REPORT} and ${PAGE} are fresh.` : `${REPORT} and ${PAGE} are written.`);

async function formatted(path: string, text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(path)), filepath: path });
}

function print(title: string, { header, rows, right }: Table): void {
  console.log([`\n${title}\n`, ...formatTable(header, rows, right), ""].join("\n"));
}

/** What the files say otherwise than the measurements. */
function staleFiles(): string[] {
  return [...files].flatMap(([path, text]) => {
    const written = existsSync(path) ? readFileSync(path, "utf8") : "";
    if (written === text) return [];
    const changes = path === REPORT && written !== "" ? differencesOf(JSON.parse(written) as GasReport, report) : [];
    return [`${path} is stale: commit what \`npm run gas\` writes`, ...changes];
  });
}
