import { readFileSync } from "node:fs";
import { extname } from "node:path";

import type { Engine } from "../Engine.js";
import { ruleEngine } from "./ruleEngine.js";

/** The version of the npm package @litko/yara-x. */
const VERSION = "0.3.0";

/**
 * YARA-X: the rewrite of YARA in Rust, as a native module for Linux (x64, glibc) and macOS. Elsewhere every scan
 * rejects with `EngineFailedError`. It scans in a worker thread, since even its asynchronous calls block the thread that
 * makes them.
 */
export function createYaraXEngine(
  rules: string = readFileSync(new URL("../rules/yara-x.yar", import.meta.url), "utf8"),
): Engine {
  return ruleEngine("YARA-X", VERSION, rules, new URL(`./yaraXWorker${extname(import.meta.url)}`, import.meta.url));
}
