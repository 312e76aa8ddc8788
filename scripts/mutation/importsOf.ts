import type { Source } from "./Source.js";
import { childrenOf } from "./childrenOf.js";
import { textOf } from "./textOf.js";

/** For each file, all files that it imports, directly or through others, and itself. */
export function importsOf(sources: readonly Source[]): Map<string, ReadonlySet<string>> {
  const direct = new Map(
    sources.map(({ path, tree }) => [path, childrenOf(tree, "nodes").map((node) => textOf(node, "absolutePath"))]),
  );
  const collect = (path: string, into: Set<string>): Set<string> => {
    if (path === "" || into.has(path)) return into;
    into.add(path);
    for (const next of direct.get(path) ?? []) collect(next, into);
    return into;
  };
  return new Map(sources.map(({ path }) => [path, collect(path, new Set())]));
}
