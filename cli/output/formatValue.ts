import { formatEther } from "ethers";

import type { Field } from "./Field.js";

/** A field's value for people: with its unit, and groups of three digits. */
export function formatValue({ value, unit }: Pick<Field, "value" | "unit">): string {
  if (value === null) return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return value;
  if (unit === "VMT" || unit === "ETH") return `${grouped(formatEther(value).replace(/\.0$/, ""))} ${unit}`;
  if (unit === "time")
    return BigInt(value) === 0n ? "never" : new Date(Number(value) * 1_000).toISOString().replace(".000Z", "Z");
  if (unit === "basisPoints") return `${Number(value) / 100} %`;
  return unit === "number" ? grouped(String(value)) : String(value);
}

/** Separates thousands before the decimal point. */
function grouped(decimal: string): string {
  const [whole = "", fraction] = decimal.split(".");
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? groups : `${groups}.${fraction}`;
}
