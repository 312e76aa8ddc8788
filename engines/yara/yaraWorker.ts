import { parentPort, workerData } from "node:worker_threads";

import createYara, { type Yara as YaraInstance } from "libyara-wasm";

import { serveScans } from "./serveScans.js";
import type { YaraRule } from "./YaraRule.js";

if (parentPort === null) throw new Error("yaraWorker runs as a worker thread only; use createYaraEngine.");

/** An instance and its memory as it was before its first scan. */
interface Yara {
  readonly instance: YaraInstance;
  readonly memory: Uint8Array;
}

/** A scan with very many matches can make the memory larger than this; it never shrinks, so the instance is given up. */
const MAX_MEMORY_BYTES = 1 << 27; // 128 MiB

let yara: Yara | null = null;
serveScans(parentPort, scanWindow, workerData as readonly YaraRule[]);

/**
 * Every scan begins with the memory of a fresh instance. The package leaves some 12 MB behind with each, which would fill
 * the 2 GB of WebAssembly soon; and no scan can then influence another.
 */
async function scanWindow(window: Buffer, wanted: readonly YaraRule[]): Promise<string[]> {
  if (yara !== null && yara.instance.HEAPU8.length > MAX_MEMORY_BYTES) yara = null;
  const { instance, memory } = (yara ??= await freshYara());
  instance.HEAPU8.set(memory);
  instance.HEAPU8.fill(0, memory.length);
  try {
    return matchingRules(instance, window, wanted.map(({ source }) => source).join("\n"));
  } catch (error) {
    // Whatever state it is in, it is not trusted again.
    yara = null;
    throw error;
  }
}

function matchingRules(instance: YaraInstance, window: Buffer, rules: string): string[] {
  const result = instance.run(window, rules);
  const errors = result.compileErrors;
  const matches = result.matchedRules;

  for (let index = 0; index < errors.size(); index++) {
    const { message, lineNumber, warning } = errors.get(index);
    if (!warning) throw new Error(`rules do not compile: line ${lineNumber}: ${message}`);
  }
  const names = Array.from({ length: matches.size() }, (_, index) => {
    const { ruleName, resolvedMatches, metadata } = matches.get(index);
    resolvedMatches.delete();
    metadata.delete();
    return ruleName;
  });

  for (const vector of [matches, errors, result]) vector.delete();
  return names;
}

/** The package listens to process-wide error events with each instance, which would keep it alive. */
async function freshYara(): Promise<Yara> {
  const events = ["uncaughtException", "unhandledRejection"];
  const before = events.map((event) => process.listeners(event as "exit"));
  const instance = await createYara();
  for (const [index, event] of events.entries()) {
    for (const listener of process.listeners(event as "exit")) {
      if (before[index]?.includes(listener) !== true) process.off(event, listener);
    }
  }
  return { instance, memory: instance.HEAPU8.slice() };
}
