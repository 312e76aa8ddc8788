import { Category } from "../../sdk/types/Category.js";
import type { Label } from "../Label.js";
import { groupBy } from "./groupBy.js";
import { isWellFormedLabel } from "./isWellFormedLabel.js";
import type { LabelTable } from "./LabelTable.js";
import { tableCategory } from "./tableCategory.js";

/**
 * Merges what several supernodes report, one list each, into one table. The order of lists and rows does not matter.
 *
 * Rows of the same engine, version and signature version should agree, since engines are deterministic. Where they do
 * not, the supernodes vote, one voice each: most voices win; among equals the graver category, then the first label
 * in code-unit order. A supernode that contradicts itself on an engine has no voice on it, and rows that are not
 * well-formed are left out: nobody can stop a report with a bad list.
 */
export function mergeLabels(lists: readonly (readonly Label[])[]): LabelTable {
  const voices = lists.flatMap(voicesOf);
  const rows = groupBy(voices, engineKey);
  const labels = [...rows.keys()].sort().flatMap((key) => winner(rows.get(key) ?? []) ?? []);

  return {
    labels,
    detections: labels.filter(({ category }) => category >= Category.SUSPICIOUS).length,
    engines: labels.length,
    category: tableCategory(labels),
  };
}

/** One row for each engine on which the list is of one mind. */
function voicesOf(list: readonly Label[]): Label[] {
  const byEngine = groupBy(list.filter(isWellFormedLabel), engineKey);
  return [...byEngine.values()].flatMap((rows) => (new Set(rows.map(statement)).size === 1 ? rows.slice(0, 1) : []));
}

/** The row of the largest camp; see above for ties. */
function winner(rows: readonly Label[]): Label | undefined {
  const camps = [...groupBy(rows, statement).values()].flatMap((camp) => {
    const [row] = camp;
    return row === undefined ? [] : [{ row, voices: camp.length }];
  });
  camps.sort(
    (a, b) => b.voices - a.voices || b.row.category - a.row.category || compare(a.row.label ?? "", b.row.label ?? ""),
  );
  return camps[0]?.row;
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Texts hold no control characters, so this joins them without ambiguity, and sorts by each in turn. */
function engineKey({ engine, version, signatureVersion }: Label): string {
  return [engine, version, signatureVersion].join("\n");
}

function statement({ label, category }: Label): string {
  return `${category}\n${label ?? ""}`;
}
