// Writes what is generated from the sources into docs/: `npm run docs [-- --check]`. With --check it writes nothing and
// fails when anything there is not what the sources give.

import { parseArgs } from "node:util";

import { readDefaultParameters } from "./docs/readDefaultParameters.js";
import { renderToken } from "./docs/renderToken.js";
import { writeGenerated } from "./writeGenerated.js";

const { values } = parseArgs({ options: { check: { type: "boolean" } } });
const check = values.check === true;
const stale = await writeGenerated(renderToken(await readDefaultParameters()), check);
for (const path of stale) console.log(`${path} ${check ? "is not what the sources give" : "written"}`);
if (check && stale.length > 0) {
  console.error("error: run npm run docs and commit what it writes");
  process.exitCode = 1;
}
