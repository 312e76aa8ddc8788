import type { AuditCheck } from "./AuditCheck.js";
import { AuditFailedError } from "./AuditFailedError.js";
import { AuditIncompleteError } from "./AuditIncompleteError.js";

/** What an audit comes to: undefined when all checks passed; one difference counts more than all that could not be looked at. */
export function errorOfAudit(checks: readonly AuditCheck[]): AuditFailedError | AuditIncompleteError | undefined {
  const open = checks.filter(({ problems }) => problems.length > 0);
  if (open.length === 0) return undefined;
  return open.every(({ isUnchecked }) => isUnchecked) ? new AuditIncompleteError(open) : new AuditFailedError(open);
}
