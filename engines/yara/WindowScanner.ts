import type { YaraRule } from "./YaraRule.js";

/** Looks at one window for `wanted` rules and gives the names of those that match. Rejects when the scanner breaks. */
export type WindowScanner = (window: Buffer, wanted: readonly YaraRule[]) => Promise<string[]>;
