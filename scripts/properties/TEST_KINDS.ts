import type { TestKind } from "./TestKind.js";

/** What each letter stands for, in the order in which tables show them. */
export const TEST_KINDS: Readonly<Record<TestKind, string>> = {
  U: "unit or boundary",
  F: "fuzz",
  I: "stateful invariant",
  D: "differential against a model",
  S: "symbolic",
  G: "gas",
};
