import type { Category } from "../../sdk/types/Category.js";
import type { Label } from "../Label.js";

/** The labels of all engines for one content, as a verdict commits to them. */
export interface LabelTable {
  /** One row per engine, version and signature version, in the code-unit order of these three. */
  readonly labels: readonly Label[];
  /** Rows that call the content SUSPICIOUS or MALICIOUS. */
  readonly detections: number;
  /** All rows. */
  readonly engines: number;
  /** What the supernodes agree on; not a function of the rows, see `mergeLabels`. */
  readonly category: Category;
}
