import type { Field } from "../../cli/output/Field.js";
import type { Outcome } from "../../cli/output/Outcome.js";
import type { AddressBook } from "../../sdk/deployment/AddressBook.js";
import type { AuditCheck } from "../../sdk/deployment/AuditCheck.js";
import type { DeploymentParameters } from "../../sdk/deployment/DeploymentParameters.js";
import { leavesOf } from "./leavesOf.js";

/** An audit for programs: every check, every problem with the check that found it, every reason why a check is open, and the parameters in smallest units. */
export function outcomeOfAudit(
  book: AddressBook,
  parameters: DeploymentParameters,
  checks: readonly AuditCheck[],
): Outcome {
  const isOpen = checks.some(({ isUnchecked }) => isUnchecked);
  const hasPassed = checks.every(({ problems }) => problems.length === 0);
  const problemsOf = (those: readonly AuditCheck[]) =>
    those.flatMap(({ name, problems }) => problems.map((problem) => ({ check: name, problem })));
  return {
    fields: fieldsOf({ chainId: book.chainId, deployer: book.deployer, passed: hasPassed, complete: !isOpen }),
    tables: [
      tableOf(
        "contracts",
        book.contracts.map(({ name, address, block }) => ({ name, address, block })),
      ),
      tableOf(
        "checks",
        checks.map(({ name, problems, isUnchecked }) => ({
          name,
          passed: problems.length === 0,
          checked: !isUnchecked,
        })),
      ),
      tableOf("problems", problemsOf(checks.filter(({ isUnchecked }) => !isUnchecked))),
      tableOf("unchecked", problemsOf(checks.filter(({ isUnchecked }) => isUnchecked))),
      tableOf(
        "parameters",
        leavesOf(parameters).map(([path, value]) => ({ name: path.join("."), value: value as Field["value"] })),
      ),
    ],
  };
}

function tableOf(name: string, rows: readonly Record<string, Field["value"]>[]) {
  return { name, title: name, rows: rows.map(fieldsOf) };
}

function fieldsOf(values: Record<string, Field["value"]>): Field[] {
  return Object.entries(values).map(([name, value]) => ({ name, label: name, value }));
}
