import { targets } from "../../gas/targets.js";
import { formatGas } from "./formatGas.js";
import type { GasReport } from "./GasReport.js";
import type { Operation } from "./Operation.js";
import type { OperationName } from "./OperationName.js";
import { operations } from "./operations.js";

/** Why each missed target is missed, a paragraph each. */
export function targetNotes({ operations: measured }: GasReport): string[] {
  const notes = (Object.keys(targets) as OperationName[]).flatMap((name) => {
    const { target, proposed, reason } = targets[name] ?? {};
    const { contract, title }: Operation = operations[name];
    return (["first", "later"] as const).flatMap((phase) => {
      const wanted = target?.[phase];
      const measurement = measured[name][phase];
      if (wanted === undefined || measurement === undefined || measurement.gas <= wanted) return [];
      const { gas, floor } = measurement;
      return [
        `- **${contract} ${title}**, ${phase}: target ${formatGas(wanted)}, measured ${formatGas(gas)}, floor ` +
          `${formatGas(floor.total)}, proposed ${formatGas(proposed?.[phase])}. ${reason ?? ""}`.trim(),
      ];
    });
  });
  return notes.length === 0 ? ["None."] : [notes.join("\n")];
}
