// Writes docs/properties.md: each property with its words, the code that enforces it and the tests that would catch its
// loss. With `--check` it writes nothing, and fails when the file is stale or a property lacks something.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { format, resolveConfig } from "prettier";

import { parseOptions } from "./parseOptions.js";
import { findGaps } from "./properties/findGaps.js";
import { readEvidence } from "./properties/readEvidence.js";
import { renderProperties } from "./properties/renderProperties.js";

const root = join(import.meta.dirname, "..");
const path = join(root, "docs", "properties.md");
const { values } = parseOptions({ options: { check: { type: "boolean", default: false } } });

const evidence = readEvidence(root);
const gaps = findGaps(evidence);
const rendered = await format(renderProperties(evidence), { ...(await resolveConfig(path)), filepath: path });
if (!values.check) writeFileSync(path, rendered);
else if (readFileSync(path, "utf8") !== rendered) {
  gaps.push("docs/properties.md is stale: run `npm run properties` and commit it");
}

const named = evidence.tests.filter(({ ids }) => ids.length > 0).length;
console.log(
  `${evidence.properties.length} properties, enforced in ${evidence.enforcements.length} places, named by ${named} tests`,
);
if (gaps.length > 0) {
  console.error(`${gaps.length} gaps:\n  ${gaps.join("\n  ")}`);
  process.exitCode = 1;
}
