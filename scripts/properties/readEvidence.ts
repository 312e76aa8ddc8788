import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";

import { namedInvariants } from "./namedInvariants.js";
import { parseProperties } from "./parseProperties.js";
import type { PropertyEvidence } from "./PropertyEvidence.js";
import { scanContract } from "./scanContract.js";
import { scanSolidityTests } from "./scanSolidityTests.js";
import { scanTypeScriptTests } from "./scanTypeScriptTests.js";
import { uncalledChecks } from "./uncalledChecks.js";

const TESTS = ["test", "analysis/symbolic", "gas"];

/**
 * Reads docs/protocol.md, contracts/ and every folder that holds tests.
 *
 * @param root of the repository
 */
export function readEvidence(root: string): PropertyEvidence {
  const read = (file: string) => readFileSync(join(root, file), "utf8");
  const contracts = filesIn(root, "contracts").filter((file) => file.endsWith(".sol"));
  const tests = TESTS.flatMap((folder) => filesIn(root, folder));
  return {
    ...parseProperties(read("docs/protocol.md")),
    enforcements: contracts.flatMap((file) => scanContract(file, read(file))),
    invariants: contracts.flatMap((file) => namedInvariants(read(file)).map((invariant) => ({ ...invariant, file }))),
    tests: tests.flatMap((file) => {
      if (file.endsWith(".sol")) return scanSolidityTests(file, read(file));
      return file.endsWith(".ts") ? scanTypeScriptTests(file, read(file)) : [];
    }),
    uncalled: uncalledChecks(tests.filter((file) => file.endsWith(".sol")).map(read)),
  };
}

/** Paths from the root, sorted, without what tools install. */
function filesIn(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.split(sep).join("/")}`)
    .filter((name) => !name.includes("/node_modules/") && !name.includes("/."))
    .sort();
}
