// Generates the contract types anew and fails when the committed ones differ in any way.

import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";

const TYPES = "typechain-types";

rmSync(TYPES, { recursive: true, force: true });
execFileSync("hardhat", ["build", "--quiet"], { stdio: "inherit" });

const changes = execFileSync("git", ["status", "--porcelain", "--", TYPES], { encoding: "utf8" });
const committed = execFileSync("git", ["ls-files", "--", TYPES], { encoding: "utf8" });
if (changes !== "" || committed === "") {
  console.error(`${TYPES} is not what the contracts give. Commit what \`npm run build\` generated:\n${changes}`);
  process.exitCode = 1;
} else {
  console.log(`${TYPES} is fresh: ${(committed.split("\n").length - 1).toString()} files`);
}
