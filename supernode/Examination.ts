import type { Label } from "../engines/Label.js";
import type { HandOverClaims } from "./HandOverClaims.js";

/** What one supernode found out about one hand-over whose claims all hold. */
export interface Examination {
  readonly claims: HandOverClaims;
  /** The epoch in which the supernode had everything. */
  readonly acknowledgedIn: bigint;
  /** Of its own engines. */
  readonly labels: readonly Label[];
  /** TLSH digest; null for what is too short or too uniform to have one. */
  readonly similarity: string | null;
}
