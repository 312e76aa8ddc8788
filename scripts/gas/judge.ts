import { FLOOR_RATIO_LIMIT } from "../../gas/FLOOR_RATIO_LIMIT.js";
import type { Measurement } from "./Measurement.js";
import type { OperationTarget } from "./OperationTarget.js";
import type { PhaseVerdict } from "./PhaseVerdict.js";

/**
 * Holds one measurement against what it may cost.
 *
 * @param operationTarget of the operation, if it has one
 */
export function judge(
  { gas, floor }: Measurement,
  phase: "first" | "later",
  operationTarget: OperationTarget | undefined,
): PhaseVerdict {
  const target = operationTarget?.target[phase];
  if (target === undefined) {
    const limit = Math.floor(floor.total * FLOOR_RATIO_LIMIT);
    return { limit, verdict: gas <= limit ? "within" : "failed" };
  }
  if (gas <= target) return { limit: target, verdict: "met" };
  const limit = operationTarget?.proposed?.[phase] ?? target;
  return { limit, verdict: gas <= limit ? "missed" : "failed" };
}
