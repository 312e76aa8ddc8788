import { formatQuantity } from "../../sdk/units/formatQuantity.js";
import { escapeControls } from "./escapeControls.js";
import type { Field } from "./Field.js";

/** A field's value for people: with its unit, and groups of three digits. */
export function formatValue({ value, unit }: Pick<Field, "value" | "unit">): string {
  if (value === null) return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return escapeControls(value);
  return unit === undefined || unit === "text" ? String(value) : formatQuantity(BigInt(value), unit);
}
