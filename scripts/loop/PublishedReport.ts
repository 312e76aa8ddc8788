import type { Label } from "../../engines/Label.js";
import type { ReportFile } from "../../sdk/report/ReportFile.js";
import type { Report } from "../../sdk/types/Report.js";

/** What a council published, and what it is made of. */
export interface PublishedReport {
  readonly report: Report;
  readonly contents: ReportFile;
  /** The merged rows of each content, by content hash. */
  readonly labels: ReadonlyMap<string, readonly Label[]>;
}
