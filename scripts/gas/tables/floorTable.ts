import type { Floor } from "../Floor.js";
import { formatGas } from "../formatGas.js";
import type { GasReport } from "../GasReport.js";
import type { Operation } from "../Operation.js";
import type { OperationName } from "../OperationName.js";
import { operations } from "../operations.js";
import type { Table } from "../Table.js";

const TERMS = {
  transaction: { of: ({ intrinsic }) => intrinsic },
  calldata: { of: ({ calldata, calldataSurcharge }) => calldata + calldataSurcharge },
  accounts: { of: ({ accounts }) => accounts, times: ({ accounts }) => accounts },
  "slots read": { of: ({ slotsRead }) => slotsRead, times: ({ slotsRead }) => slotsRead },
  "slots set": { of: ({ slotsSet }) => slotsSet, times: ({ slotsSet }) => slotsSet },
  "slots changed": { of: ({ slotsChanged }) => slotsChanged, times: ({ slotsChanged }) => slotsChanged },
  logs: { of: ({ logs }) => logs, times: ({ logs }) => logs },
  precompiles: { of: ({ precompiles }) => precompiles, times: ({ precompiles }) => precompiles },
  ether: { of: ({ transfers }) => transfers, times: ({ transfers }) => transfers },
  refund: { of: ({ refund }) => refund },
} as const satisfies Record<string, { of: (floor: Floor) => number; times?: (counts: Floor["counts"]) => number }>;

/** The floor of each operation, term by term: how often, and the gas of all of them. */
export function floorTable(report: GasReport): Table {
  const rows = (Object.keys(operations) as OperationName[]).flatMap((name) => {
    const operation: Operation = operations[name];
    const { first, later } = report.operations[name];
    return [
      ...(first === undefined ? [] : [rowOf(operation, "first", first.floor, first.gas)]),
      ...(later === undefined ? [] : [rowOf(operation, "later", later.floor, later.gas)]),
    ];
  });
  const numbers = [...Object.keys(TERMS), "floor", "computation"];
  return { header: ["operation", "", ...numbers], rows, right: numbers };
}

function rowOf({ contract, title }: Operation, phase: string, floor: Floor, gas: number): string[] {
  const terms = Object.values(TERMS).map((term) => {
    const charged = term.of(floor);
    if (charged === 0) return "–";
    return "times" in term ? `${term.times(floor.counts)}: ${formatGas(charged)}` : formatGas(charged);
  });
  return [`${contract} ${title}`, phase, ...terms, formatGas(floor.total), formatGas(gas - floor.total)];
}
