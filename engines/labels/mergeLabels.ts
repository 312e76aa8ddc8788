import { Category } from "../../sdk/types/Category.js";
import type { Label } from "../Label.js";
import { agreedCategory } from "./agreedCategory.js";
import { countedRows } from "./countedRows.js";
import { groupBy } from "./groupBy.js";
import type { LabelTable } from "./LabelTable.js";

/**
 * Merges what several supernodes report, one list each, into one table. The order of lists and rows does not matter. Give
 * an empty list for a seat that sent none: it counts.
 *
 * A list with more than `MAX_LIST_ROWS` rows has no voice at all. Of other lists, rows that are not well-formed are left
 * out, and a list that contradicts itself on an engine has no voice on that engine. So no list stops a report.
 *
 * The category is settled by supernodes and not by engines, whose names anybody can make up: each list is one opinion,
 * the gravest category among its rows, UNDETERMINED without any; see `agreedCategory`. It can differ from what a reader
 * of the rows would think.
 *
 * The rows show what each engine said, also an engine that one supernode alone runs. Those of the same engine, version and
 * signature version should agree, since engines are deterministic. Where they do not, the lists vote: most voices win;
 * among equals the graver category, then the first label in code-unit order. A row is therefore no more certain than
 * those who report it: one supernode can add rows of engines that it made up, at most `MAX_LIST_ROWS`, and whoever
 * outnumbers an engine's honest reporters decides its row. The counts of 64 seats fit
 * the 16 bits of a verdict many times over.
 */
export function mergeLabels(lists: readonly (readonly Label[])[]): LabelTable {
  const voices = lists.map(voicesOf);
  const rows = groupBy(voices.flat(), engineKey);
  const labels = [...rows.keys()].sort().flatMap((key) => winner(rows.get(key) ?? []) ?? []);

  return {
    labels,
    detections: labels.filter(({ category }) => category >= Category.SUSPICIOUS).length,
    engines: labels.length,
    category: agreedCategory(voices.map(opinionOf)),
  };
}

/** One row for each engine on which the list is of one mind. */
function voicesOf(list: readonly Label[]): Label[] {
  const byEngine = groupBy(countedRows(list), engineKey);
  return [...byEngine.values()].flatMap((rows) => (new Set(rows.map(statement)).size === 1 ? rows.slice(0, 1) : []));
}

/** The gravest category of a list. */
function opinionOf(voices: readonly Label[]): Category {
  return voices.reduce<Category>(
    (gravest, { category }) => (category > gravest ? category : gravest),
    Category.UNDETERMINED,
  );
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
