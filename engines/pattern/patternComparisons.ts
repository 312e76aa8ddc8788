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
 * time linear in the pattern.
 */
export function patternComparisons(pattern: string): Comparison[] {
  const comparisons: Comparison[] = [];
  let before = "";
  for (const [, outside = "", literal] of pattern.matchAll(/([^']*)(?:'((?:[^'\\]|\\[\s\S])*)')?/g)) {
    before = (before + outside).slice(-MAX_PATH_CHARACTERS);
    if (literal === undefined) continue;

    const value = literal.replaceAll(/\\([\s\S])/g, "$1");
    if (before.endsWith(".")) {
      // A quoted part of a path: file:hashes.'SHA-256'
      before += value;
      continue;
    }
    const path = /([a-z0-9-]+:[^\s=!<>]+)\s*=\s*$/.exec(before)?.[1];
    if (path !== undefined && !/\bNOT\s*$/.test(before)) comparisons.push({ path, value });
    before = "";
  }
  return comparisons;
}
