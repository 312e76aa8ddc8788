import type { Engine } from "../Engine.js";
import { signatureDigest } from "../signatureDigest.js";
import { strongestLabel } from "../strongestLabel.js";
import { parseYaraRules } from "./parseYaraRules.js";
import { startWorker } from "./startWorker.js";
import { WorkerScanner } from "./WorkerScanner.js";

/**
 * An engine that looks for `rules` (the text of a rule file) in a worker thread that runs the module at `workerUrl`.
 */
export function ruleEngine(name: string, version: string, rules: string, workerUrl: URL): Engine {
  const parsed = parseYaraRules(rules);
  const byName = new Map(parsed.map((rule) => [rule.name, rule]));
  const signatureVersion = signatureDigest(rules);
  const scanner = new WorkerScanner(name, () => startWorker(workerUrl, parsed));

  return {
    name,
    version,
    signatureVersion,
    scan: async (input) => {
      const source = input.path === undefined ? { bytes: input.bytes } : { path: input.path };
      const matched = await scanner.scan(source);
      const findings = matched.flatMap((rule) => byName.get(rule) ?? []);
      return { engine: name, version, signatureVersion, ...strongestLabel(findings) };
    },
    close: () => scanner.close(),
  };
}
