/** How a value is written for people. For programs, amounts stay in the smallest unit, as decimal strings. */
export type Unit = "VMT" | "ETH" | "time" | "basisPoints" | "number" | "text";

/** One value of a result. */
export interface Field {
  /** For programs. */
  readonly name: string;
  /** For people. */
  readonly label: string;
  readonly value: bigint | number | string | boolean | null;
  readonly unit?: Unit;
}
