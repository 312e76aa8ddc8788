import type { Label } from "../../engines/Label.js";

/** What one supernode found out about one content. */
export interface Examination {
  readonly labels: readonly Label[];
  /** TLSH digest; null for what is too short or too uniform to have one. */
  readonly similarity: string | null;
}
