import { parentPort, workerData } from "node:worker_threads";

import { compile, type YaraX } from "@litko/yara-x";

import { serveScans } from "./serveScans.js";
import type { YaraRule } from "./YaraRule.js";

if (parentPort === null) throw new Error("yaraXWorker runs as a worker thread only; use createYaraXEngine.");

const rules = workerData as readonly YaraRule[];
// The package declares another type than it returns.
const compiled: unknown = compile(rules.map(({ source }) => source).join("\n"));
const scanner = compiled as YaraX;
// One match is enough to know; more would only cost memory.
scanner.setMaxMatchesPerPattern(1);

// The synchronous call: this thread has nothing else to do, and the asynchronous one would block it as well.
serveScans(parentPort, scanWindow, rules);

function scanWindow(window: Buffer): Promise<string[]> {
  return Promise.resolve(scanner.scan(window).map(({ ruleIdentifier }) => ruleIdentifier));
}
