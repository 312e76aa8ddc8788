import type { ContentSource } from "../input/ContentSource.js";
import { readWindows } from "./readWindows.js";
import type { WindowScanner } from "./WindowScanner.js";
import type { YaraRule } from "./YaraRule.js";

/**
 * The names of the rules that match anywhere in the input. A rule that has matched is not looked for again, so a file
 * full of matches costs each rule one expensive window at most, and the scan ends when nothing is left to look for.
 */
export async function scanWindows(
  scan: WindowScanner,
  rules: readonly YaraRule[],
  source: ContentSource,
): Promise<string[]> {
  const matched = new Set<string>();
  let wanted = rules;
  for (const window of readWindows(source)) {
    for (const name of await scan(window, wanted)) matched.add(name);
    wanted = rules.filter(({ name }) => !matched.has(name));
    if (wanted.length === 0) break;
  }
  return [...matched];
}
