import type { JsonArgument } from "./JsonArgument.js";

/** A constructor argument as JSON can hold it: integers become decimal strings. */
export function jsonOf(value: unknown): JsonArgument {
  if (typeof value === "bigint" || typeof value === "number") return value.toString();
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map(jsonOf);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, jsonOf(part)]));
  }
  throw new TypeError(`A constructor argument cannot be ${String(value)}`);
}
