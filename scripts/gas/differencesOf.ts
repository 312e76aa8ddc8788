import { formatGas } from "./formatGas.js";
import type { GasReport } from "./GasReport.js";

/**
 * The operations whose gas is another one than in an earlier report, a sentence each.
 *
 * @param before what was written; an operation that it lacks is new
 */
export function differencesOf(before: GasReport, after: GasReport): string[] {
  return Object.entries(after.operations).flatMap(([name, phases]) =>
    (["first", "later"] as const).flatMap((phase) => {
      const now = phases[phase]?.gas;
      const then = Object.entries(before.operations).find(([other]) => other === name)?.[1][phase]?.gas;
      if (now === then) return [];
      const change =
        now !== undefined && then !== undefined ? ` (${now > then ? "+" : ""}${formatGas(now - then)})` : "";
      return [`${name}, ${phase}: ${formatGas(then)} → ${formatGas(now)}${change}`];
    }),
  );
}
