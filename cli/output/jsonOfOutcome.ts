import type { Field } from "./Field.js";
import { jsonText } from "./jsonText.js";
import type { Outcome } from "./Outcome.js";

/** A result for programs: one JSON object; amounts in the smallest unit and other big numbers as decimal strings. */
export function jsonOfOutcome({ fields, tables = [] }: Outcome): string {
  const object = {
    ...objectOf(fields),
    ...Object.fromEntries(tables.map(({ name, rows }) => [name, rows.map(objectOf)])),
  };
  return jsonText(object);
}

function objectOf(fields: readonly Field[]): Record<string, Field["value"]> {
  return Object.fromEntries(fields.map(({ name, value }) => [name, value]));
}
