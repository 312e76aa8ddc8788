import { formatUnits } from "ethers";

import { OrderStatus } from "../types/OrderStatus.js";
import { SaleState } from "../types/SaleState.js";
import type { Unit } from "./Unit.js";

const DECIMALS = 18; // of VMT and of ETH
const GWEI_DECIMALS = 9; // of wei
const SHARE_DECIMALS = 30; // the first vote for a supernode gets 10^12 shares for each unit of VMT
const MILLISECONDS = 1_000;
const LATEST_TIME = 8_640_000_000_000n; // the last second that a Date can hold

/** A number for people: with its unit, groups of three digits, and times as ISO 8601 in UTC. Nothing is rounded. */
export function formatQuantity(value: bigint, unit: Unit): string {
  switch (unit) {
    case "VMT":
    case "ETH":
      return `${grouped(formatUnits(value, DECIMALS))} ${unit}`;
    case "gwei":
      return `${grouped(formatUnits(value, GWEI_DECIMALS))} gwei`;
    case "shares":
      return `${grouped(formatUnits(value, SHARE_DECIMALS))} shares`;
    case "time":
      return formatTime(value);
    case "duration":
      return `${grouped(String(value))} s`;
    case "basisPoints":
      return `${grouped(formatUnits(value, 2))} %`;
    case "number":
      return grouped(String(value));
    case "saleState":
      return nameOf(SaleState, value);
    case "orderStatus":
      return nameOf(OrderStatus, value);
    case "plain":
      return String(value);
  }
}

function formatTime(seconds: bigint): string {
  if (seconds === 0n) return "never";
  if (seconds > LATEST_TIME) return `${grouped(String(seconds))} s after 1970`;
  return new Date(Number(seconds) * MILLISECONDS).toISOString().replace(".000Z", "Z");
}

function nameOf(names: Readonly<Record<string, number>>, value: bigint): string {
  const [name = String(value)] = Object.entries(names).find(([, number]) => BigInt(number) === value) ?? [];
  return name.toLowerCase().replace("_", " ");
}

/** Separates thousands before the decimal point, and leaves out a fraction of zero. */
function grouped(decimal: string): string {
  const [whole = "", fraction = "0"] = decimal.split(".");
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === "0" ? groups : `${groups}.${fraction}`;
}
