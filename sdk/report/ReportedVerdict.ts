import type { Verdict } from "../types/Verdict.js";

/** A verdict as the report's public file has it: its leaf, and what later epochs measure novelty against. */
export interface ReportedVerdict extends Verdict {
  /** TLSH digest, `T1` and 70 upper-case hexadecimal digits; `null` for a content without one. In no leaf: the file's CID covers it. */
  readonly tlsh: string | null;
}
