// Runs the Solidity tests with coverage and fails unless they, alone, execute every line of contracts/ that can be executed.

import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";

const REPORT = "coverage/lcov.info";

rmSync("coverage", { recursive: true, force: true });
const { status } = spawnSync(
  "hardhat",
  ["--config", "scripts/coverage.config.ts", "test", "solidity", "--coverage", "--no-typechain"],
  { stdio: "inherit" },
);
if (status !== 0) {
  console.error("The tests failed, so their coverage says nothing.");
  process.exit(1);
}

// One record a file: its name after `SF:`, then one `DA:<line>,<executions>` for each line that can be executed.
let [covered, lines] = [0, 0];
const uncovered = [];
for (const record of readFileSync(REPORT, "utf8").split("end_of_record")) {
  const file = /^SF:(.+)$/m.exec(record)?.[1];
  if (file?.startsWith("contracts/") !== true) continue;

  const executions = [...record.matchAll(/^DA:(\d+),(\d+)$/gm)].map(([, line, count]) => ({
    line: Number(line),
    count,
  }));
  const missed = executions.filter(({ count }) => count === "0").map(({ line }) => line);
  lines += executions.length;
  covered += executions.length - missed.length;
  if (missed.length > 0) uncovered.push(`${file}: ${rangesOf(missed)}`);
}

if (lines === 0) {
  console.error(`${REPORT} names no line of contracts/.`);
  process.exitCode = 1;
}
if (uncovered.length > 0) {
  console.error(`Lines that no test executes:\n  ${uncovered.join("\n  ")}`);
  process.exitCode = 1;
}
console.log(`Lines of contracts/ covered: ${covered.toString()} of ${lines.toString()}`);

/** `[3, 4, 5, 9]` as `3-5, 9`. */
function rangesOf(sorted: readonly number[]): string {
  const ranges: { first: number; last: number }[] = [];
  for (const line of sorted) {
    const open = ranges.at(-1);
    if (open?.last === line - 1) open.last = line;
    else ranges.push({ first: line, last: line });
  }
  return ranges
    .map(({ first, last }) => (first === last ? first.toString() : `${first.toString()}-${last.toString()}`))
    .join(", ");
}
