import { references } from "../../../gas/references.js";
import { formatGas } from "../formatGas.js";
import type { GasReport } from "../GasReport.js";
import type { Operation } from "../Operation.js";
import type { OperationName } from "../OperationName.js";
import { operations } from "../operations.js";
import type { Table } from "../Table.js";

const NUMBERS = ["simplest form", "ours", "more"];

/** The floors of operations in their simplest form beside those of what ours do. */
export function simplestTable({ operations: measured }: GasReport): Table {
  const rows = (Object.keys(operations) as OperationName[]).flatMap((name) => {
    const operation: Operation = operations[name];
    const { simplest, difference } = references[name] ?? {};
    return (["first", "later"] as const).flatMap((phase) => {
      const floor = measured[name][phase]?.floor.total;
      const bare = simplest?.[phase];
      if (floor === undefined || bare === undefined) return [];
      const cells = [formatGas(bare), formatGas(floor), formatGas(floor - bare)];
      return [[`${operation.contract} ${operation.title}`, phase, ...cells, difference ?? "nothing"]];
    });
  });
  return { header: ["operation", "", ...NUMBERS, "what ours does more"], rows, right: NUMBERS };
}
