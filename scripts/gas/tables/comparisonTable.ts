import { formatGas } from "../formatGas.js";
import type { GasReport } from "../GasReport.js";
import type { Table } from "../Table.js";

/** What must not grow, in a small state and in a large one. */
export function comparisonTable({ comparisons }: GasReport): Table {
  return {
    header: ["property", "operation", "state", "gas", "larger state", "its gas", "difference"],
    rows: comparisons.map(({ property, operation, few, many, gasFew, gasMany }) => [
      property,
      operation,
      few,
      formatGas(gasFew),
      many,
      formatGas(gasMany),
      formatGas(gasMany - gasFew),
    ]),
    right: ["gas", "its gas", "difference"],
  };
}
