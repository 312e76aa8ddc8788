import { propertyIds } from "./propertyIds.js";

const BRACKETS = /\(([TASRPKEX]\d{1,2}(?:, [TASRPKEX]\d{1,2})*)\)/g;

/** The ids that stand alone in brackets, `(S4)` or `(E1, X4)`: how code says that it enforces them. */
export function bracketedIds(text: string): string[] {
  return [...new Set([...text.matchAll(BRACKETS)].flatMap(([, ids]) => propertyIds(ids ?? "")))];
}
