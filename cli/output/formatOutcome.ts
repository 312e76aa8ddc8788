import { formatTable } from "./formatTable.js";
import { formatValue } from "./formatValue.js";
import type { Outcome } from "./Outcome.js";
import type { Table } from "./Table.js";

/** A result for people: fields below each other, then the tables. */
export function formatOutcome({ fields, tables = [] }: Outcome): string {
  const width = Math.max(0, ...fields.map(({ label }) => label.length));
  const lines = fields.map((field) => `${field.label.padEnd(width)}  ${formatValue(field)}`);
  return [lines.join("\n"), ...tables.map(linesOf)].filter((part) => part !== "").join("\n\n");
}

function linesOf({ title, rows }: Table): string {
  const [first] = rows;
  if (first === undefined) return `${title}: none`;

  const numbers = first.filter(({ value, unit }) => typeof value !== "string" && unit !== "text");
  const table = formatTable(
    first.map(({ label }) => label),
    rows.map((row) => row.map(formatValue)),
    numbers.map(({ label }) => label),
  );
  return [title, ...table].join("\n");
}
