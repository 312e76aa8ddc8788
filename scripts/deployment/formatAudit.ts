import type { AddressBook } from "../../sdk/deployment/AddressBook.js";
import type { AuditCheck } from "../../sdk/deployment/AuditCheck.js";
import type { DeploymentParameters } from "../../sdk/deployment/DeploymentParameters.js";
import { formatOwners } from "./formatOwners.js";

/** Every check with its result, `?` where that is not known, and who is in charge of what. */
export function formatAudit(
  book: AddressBook,
  parameters: DeploymentParameters,
  checks: readonly AuditCheck[],
): string[] {
  const results = checks.map(({ name, problems, isUnchecked }) => {
    const result = isUnchecked ? "?" : problems.length === 0 ? "ok" : "FAILED";
    return `${result.padEnd(6)} ${name}`;
  });
  return [...results, "", "Who is in charge:", "", ...formatOwners(book, parameters, checks)];
}
