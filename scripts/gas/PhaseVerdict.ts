/** How a measurement stands to what it may cost. */
export interface PhaseVerdict {
  /** In gas. */
  readonly limit: number;
  /** `within` a multiple of its floor: there is no target. `missed`: above the target, within what is proposed instead. */
  readonly verdict: "met" | "within" | "missed" | "failed";
}
