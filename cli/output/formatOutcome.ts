import { formatQuantity } from "../../sdk/units/formatQuantity.js";
import { formatTable } from "./formatTable.js";
import { formatValue } from "./formatValue.js";
import type { Outcome } from "./Outcome.js";
import type { Table } from "./Table.js";

/** What a person reads of a table; a program is given all. */
const MOST_ROWS = 20;

/** A result for people: fields below each other, then the tables, each of `MOST_ROWS` rows at most unless it is whole. */
export function formatOutcome({ fields, tables = [] }: Outcome): string {
  const width = Math.max(0, ...fields.map(({ label }) => label.length));
  const lines = fields.map((field) => `${field.label.padEnd(width)}  ${formatValue(field)}`);
  return [lines.join("\n"), ...tables.map(linesOf)].filter((part) => part !== "").join("\n\n");
}

function linesOf({ title, rows, isOldestFirst = false, isWhole = false }: Table): string {
  const [first] = rows;
  if (first === undefined) return `${title}: none`;

  const most = isWhole ? rows.length : MOST_ROWS;
  const shown = isOldestFirst ? rows.slice(-most) : rows.slice(0, most);
  const numbers = first.filter(({ value, unit }) => typeof value !== "string" && unit !== "text");
  const table = formatTable(
    first.map(({ label }) => label),
    shown.map((row) => row.map(formatValue)),
    numbers.map(({ label }) => label),
  );
  const hidden = formatQuantity(BigInt(rows.length - shown.length), "number");
  const rest = `and ${hidden} ${isOldestFirst ? "earlier" : "more"} (--json lists all)`;
  return [title, ...table, ...(shown.length < rows.length ? [rest] : [])].join("\n");
}
