import type { DeploymentParameters } from "../../sdk/deployment/DeploymentParameters.js";
import { formatQuantity } from "../../sdk/units/formatQuantity.js";
import { leavesOf } from "./leavesOf.js";

const TIMES = new Set(["genesis", "start", "end"]);
const ETHER = new Set(["price", "softCap", "minimumPurchase", "maximumContribution"]);
const PERCENT = 100; // basis points

/** Every parameter with its path and its value as a person reads it. */
export function describeParameters(parameters: DeploymentParameters): [path: string, value: string][] {
  return leavesOf(parameters).map(([path, value]) => [path.join("."), textOf(value, path.at(-1) ?? "")]);
}

function textOf(value: unknown, key: string): string {
  if (typeof value === "bigint") return formatQuantity(value, ETHER.has(key) ? "ETH" : "VMT");
  if (typeof value === "number" && TIMES.has(key)) return `${value} (${new Date(value * 1_000).toISOString()})`;
  if (typeof value === "number" && key.endsWith("Share")) return `${value} (${value / PERCENT} %)`;
  return String(value);
}
