import { formatTable } from "../../cli/output/formatTable.js";
import type { AddressBook } from "../../sdk/deployment/AddressBook.js";
import type { AuditCheck } from "../../sdk/deployment/AuditCheck.js";
import type { DeploymentParameters } from "../../sdk/deployment/DeploymentParameters.js";

/** Columns of the table by the check that fills them. */
const COLUMNS = {
  "no other contract answers to an owner": "Owner",
  "no admin function": "Admin functions",
  "no proxy": "Proxy",
  "code cannot be replaced or destroyed": "Replaceable",
};

const VESTING_OWNERS = "vesting wallets belong to their beneficiaries";

/** Who is in charge of each contract, by what the audit found: nobody, but for the vesting wallets' beneficiaries. */
export function formatOwners(
  book: AddressBook,
  { vesting }: DeploymentParameters,
  checks: readonly AuditCheck[],
): string[] {
  const beneficiaries: Partial<Record<string, string>> = {
    DevelopersVesting: vesting.developers.beneficiary,
    SupportersVesting: vesting.supporters.beneficiary,
  };
  const problemsOf = (check: string) => checks.find(({ name }) => name === check)?.problems ?? ["not checked"];
  const ownerOf = (name: string) =>
    problemsOf(VESTING_OWNERS).find((problem) => problem.includes(name)) ?? beneficiaries[name] ?? "none";
  const rows = book.contracts.map(({ name, address }) => {
    const findings = Object.entries(COLUMNS).map(([check, column]) => {
      const found = problemsOf(check).filter((problem) => problem.startsWith(`${name}: `));
      if (found.length > 0) return found.map((problem) => problem.slice(name.length + 2)).join("; ");
      const isUnknown = problemsOf(check).some((problem) => /^(?:not|could not be) checked/.test(problem));
      if (isUnknown) return "?";
      return column === "Owner" ? ownerOf(name) : "none";
    });
    return [name, address, ...findings];
  });
  return formatTable(["Contract", "Address", ...Object.values(COLUMNS)], rows);
}
