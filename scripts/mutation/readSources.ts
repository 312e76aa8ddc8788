import { compileSolidity } from "./compileSolidity.js";
import { readSolidity } from "./readSolidity.js";
import type { Source } from "./Source.js";

/** All contracts and tests with their syntax trees. */
export function readSources(root: string): Source[] {
  const files = readSolidity(root, ["contracts", "test"]);
  const { errors, sources } = compileSolidity(root, files, "trees");
  if (errors.length > 0) throw new Error(`the contracts do not compile:\n${errors[0]?.formattedMessage ?? ""}`);

  return [...files].map(([path, content]) => {
    const tree = sources[path]?.ast;
    if (tree === undefined) throw new Error(`the compiler gave no syntax tree for ${path}`);
    return { path, bytes: Buffer.from(content).toString("latin1"), tree };
  });
}
