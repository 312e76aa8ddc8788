import type { AuditCheck } from "./AuditCheck.js";

/** A deployment is not what it should be. What could not be looked at beside is told too. */
export class AuditFailedError extends Error {
  override readonly name = "AuditFailedError";

  constructor(readonly failed: readonly AuditCheck[]) {
    const lines = failed.flatMap(({ name, problems }) => problems.map((problem) => `  - ${name}: ${problem}`));
    super(["The deployment failed its audit. Do not use it.", ...lines].join("\n"));
  }
}
