import type { LabelTable } from "../../engines/labels/LabelTable.js";
import type { SubmittedInput } from "./SubmittedInput.js";

/** A submission that every supernode has stored, checked and scanned. */
export interface ScannedInput {
  readonly submitted: SubmittedInput;
  /** The labels of all supernodes' engines. */
  readonly table: LabelTable;
  /** TLSH digest; null for what is too short or too uniform to have one. */
  readonly similarity: string | null;
}
