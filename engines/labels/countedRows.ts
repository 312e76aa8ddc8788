import type { Label } from "../Label.js";
import { isWellFormedLabel } from "./isWellFormedLabel.js";
import { MAX_LIST_ROWS } from "./MAX_LIST_ROWS.js";

/** The rows of one supernode's list that can count: none of a list that is too long, and of others the well-formed ones. */
export function countedRows(list: readonly Label[]): readonly Label[] {
  return list.length > MAX_LIST_ROWS ? [] : list.filter(isWellFormedLabel);
}
