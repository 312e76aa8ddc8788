import type { LabelTable } from "../engines/labels/LabelTable.js";
import type { ReportInputs } from "../sdk/report/ReportInputs.js";

/** What a report is built of. */
export interface ReportBasis {
  readonly inputs: ReportInputs;
  /** The merged labels of each content that was scanned. */
  readonly tables: readonly LabelTable[];
}
