const DEFINITION = /\bfunction (_check\w+)\(/g;
const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

/** The functions `_check…` that these Solidity sources define and none of them calls: what they check, nobody checks. */
export function uncalledChecks(sources: readonly string[]): string[] {
  const code = sources.map((source) => source.replace(COMMENT, "")).join("\n");
  const called = new Set([...code.replace(DEFINITION, "").matchAll(/\b(_check\w+)\(/g)].map(([, name = ""]) => name));
  return [...code.matchAll(DEFINITION)].map(([, name = ""]) => name).filter((name) => !called.has(name));
}
