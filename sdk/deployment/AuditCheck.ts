/** One thing that an audit looked at. */
export interface AuditCheck {
  name: string;
  /** What does not hold, with the values found and expected; empty when the check passed. */
  problems: string[];
}
