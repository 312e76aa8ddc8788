/**
 * How a test looks for a loss: unit or boundary, fuzz, stateful invariant of the whole system, differential against a
 * model, symbolic, gas.
 */
export type TestKind = "U" | "F" | "I" | "D" | "S" | "G";
