import { readFileSync } from "node:fs";
import { extname } from "node:path";

import type { Engine } from "../Engine.js";
import { ruleEngine } from "./ruleEngine.js";

/** The version of the npm package libyara-wasm. */
const VERSION = "1.2.1";

/**
 * YARA: libyara compiled to WebAssembly, wherever Node runs. Its worker thread also keeps the package's process-wide
 * error handlers out of the main program.
 */
export function createYaraEngine(
  rules: string = readFileSync(new URL("../rules/yara.yar", import.meta.url), "utf8"),
): Engine {
  return ruleEngine("YARA", VERSION, rules, new URL(`./yaraWorker${extname(import.meta.url)}`, import.meta.url));
}
