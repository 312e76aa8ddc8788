// The tests of sdk/, engines/, scripts/, cli/, supernode/, gas/ and analysis/ stand beside the code that they test; the runner looks
// only into test/, so this file brings them in.

import "./fuzzing/runs.js"; // the seed of their properties

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const root = join(import.meta.dirname, "..");

for (const folder of ["sdk", "engines", "scripts", "cli", "supernode", "gas", "analysis"]) {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => name.endsWith(".test.ts")).sort()) {
    await import(pathToFileURL(join(root, folder, file)).href);
  }
}
