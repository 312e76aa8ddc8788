import type { Engine } from "./Engine.js";
import { createPatternEngine } from "./pattern/createPatternEngine.js";
import { createYaraEngine } from "./yara/createYaraEngine.js";
import { createYaraXEngine } from "./yara/createYaraXEngine.js";

/**
 * The engines of this repository, each with its own rules. Supernodes in one process should share them: each YARA
 * engine holds a worker thread of some tens of megabytes.
 */
export function defaultEngines(): Engine[] {
  return [createYaraEngine(), createYaraXEngine(), createPatternEngine()];
}
