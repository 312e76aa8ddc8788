import type { Report } from "../types/Report.js";
import type { Signature } from "../types/Signature.js";

/** A report with one council member's signature. */
export interface SignedReport {
  readonly report: Report;
  readonly signature: Signature;
}
