import type { Unit } from "../../sdk/units/Unit.js";

/** One value of a result. */
export interface Field {
  /** For programs. */
  readonly name: string;
  /** For people. */
  readonly label: string;
  readonly value: bigint | number | string | boolean | null;
  /** How the value is written for people. For programs, amounts stay in the smallest unit, as decimal strings. */
  readonly unit?: Unit | "text";
}
