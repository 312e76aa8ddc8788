// Writes what is generated from the sources into docs/: `npm run docs [-- --check]`. With --check it writes nothing and
// fails when anything there is not what the sources give.

import { readdir, rm } from "node:fs/promises";

import { readDefaultParameters } from "./docs/readDefaultParameters.js";
import { renderApiIndex } from "./docs/renderApiIndex.js";
import { renderContracts } from "./docs/renderContracts.js";
import { renderSdk } from "./docs/renderSdk.js";
import { renderToken } from "./docs/renderToken.js";
import { parseOptions } from "./parseOptions.js";
import { writeGenerated } from "./writeGenerated.js";

const API = "docs/api";

const { values } = parseOptions({ options: { check: { type: "boolean" } } });
const check = values.check === true;
const root = process.cwd();
const pages = { ...renderContracts(root), ...(await renderSdk(root)) };
const files = { ...pages, ...renderApiIndex(Object.keys(pages)), ...renderToken(await readDefaultParameters()) };

const stale = await writeGenerated(files, check);
// What was a page once and is none any more.
const present = await readdir(API, { recursive: true, withFileTypes: true }).catch(() => []);
for (const entry of present.filter((each) => each.isFile())) {
  const path = `${entry.parentPath}/${entry.name}`;
  if (path in files) continue;
  stale.push(path);
  if (!check) await rm(path);
}
for (const path of stale) console.log(`${path} ${check ? "is not what the sources give" : "written or removed"}`);
if (check && stale.length > 0) {
  console.error("error: run npm run docs and commit what it writes");
  process.exitCode = 1;
}
