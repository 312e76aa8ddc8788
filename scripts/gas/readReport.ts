import { readFileSync } from "node:fs";

import type { GasReport } from "./GasReport.js";

/** What was measured when `npm run gas` last ran. */
export function readReport(): GasReport {
  return JSON.parse(readFileSync("gas/report.json", "utf8")) as GasReport;
}
