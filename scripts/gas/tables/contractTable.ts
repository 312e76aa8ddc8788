import { formatGas } from "../formatGas.js";
import type { GasReport } from "../GasReport.js";
import type { Table } from "../Table.js";

/** What the contracts take. */
export function contractTable({ contracts }: GasReport): Table {
  const sum = contracts.reduce((total, { gas }) => total + gas, 0);
  return {
    header: ["contract", "code bytes", "creation bytes", "gas of deployment"],
    rows: [
      ...contracts.map(({ name, code, initCode, gas }) => [name, formatGas(code), formatGas(initCode), formatGas(gas)]),
      ["all", "", "", formatGas(sum)],
    ],
    right: ["code bytes", "creation bytes", "gas of deployment"],
  };
}
