import { basename } from "node:path";

import { bracketedIds } from "./bracketedIds.js";
import type { Enforcement } from "./Enforcement.js";
import { parseSolidity } from "./parseSolidity.js";

/**
 * Where a file of contracts/ says that it enforces a property: each comment with the property's id in brackets.
 *
 * @param file path from the root of the repository
 */
export function scanContract(file: string, source: string): Enforcement[] {
  return parseSolidity(source).flatMap(({ contract, member, comments }) => {
    const place = [contract ?? basename(file, ".sol"), member].filter((part) => part !== undefined).join(".");
    return bracketedIds(comments).map((id) => ({ id, place, file }));
  });
}
