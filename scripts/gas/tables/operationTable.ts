import { references } from "../../../gas/references.js";
import { targets } from "../../../gas/targets.js";
import { formatGas } from "../formatGas.js";
import type { GasReport } from "../GasReport.js";
import { judge } from "../judge.js";
import type { Measurement } from "../Measurement.js";
import type { Operation } from "../Operation.js";
import type { OperationName } from "../OperationName.js";
import type { PhaseGas } from "../PhaseGas.js";
import { operations } from "../operations.js";
import type { Table } from "../Table.js";

const NUMBERS = ["first", "later", "floor first", "floor later", "× floor first", "× floor later"];
const PHASES = ["first", "later"] as const;

/**
 * Gas, floor, target and cheapest peer of each operation.
 *
 * @param contract whose operations; all when left out
 */
export function operationTable(report: GasReport, contract?: string): Table {
  const names = (Object.keys(operations) as OperationName[]).filter(
    (name) => contract === undefined || operations[name].contract === contract,
  );
  return {
    header: ["operation", ...NUMBERS, "target", "cheapest peer", "verdict"],
    rows: names.map((name) => rowOf(name, report)),
    right: [...NUMBERS, "target"],
  };
}

function rowOf(name: OperationName, { operations: measured }: GasReport): string[] {
  const operation: Operation = operations[name];
  const { first, later } = measured[name];
  return [
    operation.title,
    formatGas(first?.gas),
    formatGas(later?.gas),
    formatGas(first?.floor.total),
    formatGas(later?.floor.total),
    ratio(first),
    ratio(later),
    pair(targets[name]?.target),
    cheapestPeer(name),
    verdictOf(name, measured[name]),
  ];
}

function ratio(measurement: Measurement | undefined): string {
  return measurement === undefined ? "–" : (measurement.gas / measurement.floor.total).toFixed(2);
}

function pair(gas: PhaseGas | undefined): string {
  if (gas === undefined) return "–";
  if (gas.first === gas.later) return formatGas(gas.first);
  return `${formatGas(gas.first)} / ${formatGas(gas.later)}`;
}

function cheapestPeer(name: OperationName): string {
  const costOf = ({ first, later }: PhaseGas): number => later ?? first ?? Infinity;
  const [cheapest] = (references[name]?.peers ?? []).toSorted((a, b) => costOf(a) - costOf(b));
  return cheapest === undefined ? "–" : `${cheapest.name}: ${pair(cheapest)}`;
}

function verdictOf(name: OperationName, measured: GasReport["operations"][OperationName]): string {
  const verdicts = PHASES.flatMap((phase) => {
    const measurement = measured[phase];
    if (measurement === undefined) return [];
    const { verdict, limit } = judge(measurement, phase, targets[name]);
    switch (verdict) {
      case "met":
      case "within":
        return [];
      case "missed":
        return `${phase}: MISSED, proposed ${formatGas(limit)}`;
      case "failed":
        return `${phase}: FAILED, limit ${formatGas(limit)}`;
    }
  });
  if (verdicts.length > 0) return verdicts.join("; ");
  return targets[name] === undefined ? "no target" : "met";
}
