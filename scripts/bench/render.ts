// Writes docs/scaling.md and its images from bench/*.json: `npm run bench:render [-- --check]`. With --check it writes
// nothing and fails when they are not what the figures give.

import { writeScaling } from "./writeScaling.js";
import { parseOptions } from "../parseOptions.js";

const { values } = parseOptions({ options: { check: { type: "boolean" } } });
const check = values.check === true;
const stale = await writeScaling(check);
for (const path of stale) console.log(`${path} ${check ? "is not what bench/*.json gives" : "written"}`);
if (check && stale.length > 0) {
  console.error("error: run npm run bench:render and commit what it writes");
  process.exitCode = 1;
}
