import { parseSolidity } from "./parseSolidity.js";

/**
 * The invariants that comments of a Solidity file name, `Invariant SaleSolvent (S1)`, each with its id; the id is
 * undefined when none follows the name.
 */
export function namedInvariants(source: string): { name: string; id: string | undefined }[] {
  return parseSolidity(source).flatMap(({ comments }) =>
    [...comments.matchAll(/\bInvariant (\w+)(?: \(([A-Z]\d{1,2})\))?/g)].map(([, name = "", id]) => ({ name, id })),
  );
}
