import { FLOOR_RATIO_LIMIT } from "../../gas/FLOOR_RATIO_LIMIT.js";
import { TRANSACTION_SHARE_LIMIT } from "../../gas/TRANSACTION_SHARE_LIMIT.js";
import { formatGas } from "./formatGas.js";
import type { GasReport } from "./GasReport.js";
import { gasSchedule } from "./gasSchedule.js";
import { judge } from "./judge.js";
import type { OperationName } from "./OperationName.js";
import type { OperationTarget } from "./OperationTarget.js";

const PHASES = ["first", "later"] as const;

/**
 * Everything in a report that costs more than it may, a sentence each; also targets and proposals for nothing.
 *
 * @param targets by operation
 */
export function findFailures(
  report: GasReport,
  targets: Partial<Record<OperationName, OperationTarget>>,
): readonly string[] {
  return [
    ...Object.keys(report.operations).flatMap((name) => failuresOf(name as OperationName, report, targets)),
    ...report.comparisons
      .filter(({ gasFew, gasMany }) => gasMany > gasFew)
      .map(
        ({ property, operation, few, many, gasFew, gasMany }) =>
          `${property}: ${operation} costs ${formatGas(gasFew)} ${few}, but ${formatGas(gasMany)} ${many}`,
      ),
  ];
}

function failuresOf(
  name: OperationName,
  { operations }: GasReport,
  targets: Partial<Record<OperationName, OperationTarget>>,
): string[] {
  const target = targets[name];
  const most = Math.floor((gasSchedule.transactionLimit * TRANSACTION_SHARE_LIMIT) / 100);
  return PHASES.flatMap((phase) => {
    const measurement = operations[name][phase];
    if (measurement === undefined) {
      const idle = target?.target[phase] ?? target?.proposed?.[phase];
      return idle === undefined ? [] : [`${name}, ${phase}: has a target, but no such measurement`];
    }

    const failures: string[] = [];
    const gas = `${name}, ${phase}: ${formatGas(measurement.gas)} gas`;
    const { verdict, limit } = judge(measurement, phase, target);
    if (verdict === "failed") {
      const basis = target?.target[phase] === undefined ? `${FLOOR_RATIO_LIMIT} times its floor` : "its limit";
      failures.push(`${gas}, above ${basis}, ${formatGas(limit)}`);
    }
    if (verdict !== "missed" && verdict !== "failed" && target?.proposed?.[phase] !== undefined) {
      failures.push(`${gas}: the target is met, so nothing needs to be proposed in its place`);
    }
    if (measurement.gas > most) {
      failures.push(`${gas}, above ${TRANSACTION_SHARE_LIMIT} % of a transaction's limit, ${formatGas(most)}`);
    }
    return failures;
  });
}
