import type { Label } from "../../engines/Label.js";
import type { ReportFile } from "../../sdk/report/ReportFile.js";
import type { Report } from "../../sdk/types/Report.js";

/** What a council published, as anyone finds it: the file and the labels come from the supernodes that signed. */
export interface PublishedReport {
  readonly report: Report;
  readonly contents: ReportFile;
  /** The merged rows of each content, by content hash. */
  readonly labels: ReadonlyMap<string, readonly Label[]>;
  /** Seats that signed. */
  readonly signed: readonly number[];
  /** Seats whose signatures the chain counted, as bits. */
  readonly counted: bigint;
}
