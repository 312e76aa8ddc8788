/** One thing that an audit looked at. */
export interface AuditCheck {
  name: string;
  /** What does not hold, with the values found and expected, or why that is not known; empty when the check passed. */
  problems: string[];
  /** The node could not tell: its problems are no difference. */
  isUnchecked: boolean;
}
