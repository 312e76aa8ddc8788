/** `[domain-name:value = 'x']` is one: the object path and the text that it is compared with. */
interface Comparison {
  readonly path: string;
  readonly value: string;
}

/** Longer paths are no paths. It also keeps the search for a path before each text short. */
const MAX_PATH_CHARACTERS = 256;

/**
 * The equalities with a text in a STIX pattern, in order. Other comparisons (`LIKE`, `MATCHES`, `IN`, `!=`) and the
 * logic between comparisons are not followed: a listed value anywhere in a pattern is worth reporting. One pass, in
 * time linear in the pattern; behind a text that is not closed nothing is read.
 */
export function patternComparisons(pattern: string): Comparison[] {
  const comparisons: Comparison[] = [];
  let before = "";
  for (let at = 0; ;) {
    const start = pattern.indexOf("'", at);
    const end = start < 0 ? -1 : closingQuote(pattern, start + 1);
    if (end < 0) return comparisons;
    before = (before + pattern.slice(at, start)).slice(-MAX_PATH_CHARACTERS);
    const value = pattern.slice(start + 1, end).replaceAll(/\\([\s\S])/g, "$1");
    at = end + 1;

    if (before.endsWith(".")) {
      // A quoted part of a path: file:hashes.'SHA-256'
      before += value;
      continue;
    }
    const path = /([a-z0-9-]+:[^\s=!<>]+)\s*=\s*$/.exec(before)?.[1];
    if (path !== undefined && !/\bNOT\s*$/.test(before)) comparisons.push({ path, value });
    before = "";
  }
}

/** Where the text that starts at `at` is closed; -1 when it is not. A regular expression would run out of stack. */
function closingQuote(pattern: string, at: number): number {
  for (let i = at; i < pattern.length; i++) {
    if (pattern[i] === "'") return i;
    if (pattern[i] === "\\") i++;
  }
  return -1;
}
