// Runs all tests with coverage and fails unless they execute every line of contracts/ that can be executed.

import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";

const REPORT = "coverage/lcov.info";

rmSync("coverage", { recursive: true, force: true });
const { status } = spawnSync("hardhat", ["test", "--coverage", "--no-typechain"], { stdio: "inherit" });
if (status !== 0) {
  console.error("The tests failed, so their coverage says nothing.");
  process.exit(1);
}

// One record a file: its name after `SF:`, then one `DA:<line>,<executions>` for each line that can be executed.
let lines = 0;
const uncovered = [];
for (const record of readFileSync(REPORT, "utf8").split("end_of_record")) {
  const file = /^SF:(.+)$/m.exec(record)?.[1];
  if (file?.startsWith("contracts/") !== true) continue;

  for (const [, line, executions] of record.matchAll(/^DA:(\d+),(\d+)$/gm)) {
    lines += 1;
    if (executions === "0") uncovered.push(`${file}:${line ?? "?"}`);
  }
}

if (lines === 0) {
  console.error(`${REPORT} names no line of contracts/.`);
  process.exit(1);
}
if (uncovered.length > 0) {
  console.error(`Not executed by any test:\n  ${uncovered.join("\n  ")}`);
  process.exitCode = 1;
}
const covered = lines - uncovered.length;
console.log(`Lines of contracts/ covered: ${covered.toString()} of ${lines.toString()}`);
