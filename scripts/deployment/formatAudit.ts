import type { AddressBook } from "../../sdk/deployment/AddressBook.js";
import type { AuditCheck } from "../../sdk/deployment/AuditCheck.js";
import type { DeploymentParameters } from "../../sdk/deployment/DeploymentParameters.js";
import { formatOwners } from "./formatOwners.js";

/** Every check with its result, and who is in charge of what. */
export function formatAudit(
  book: AddressBook,
  parameters: DeploymentParameters,
  checks: readonly AuditCheck[],
): string[] {
  const results = checks.map(({ name, problems }) => `${problems.length === 0 ? "ok    " : "FAILED"} ${name}`);
  return [...results, "", "Who is in charge:", "", ...formatOwners(book, parameters, checks)];
}
