import type { ContractName } from "./ContractName.js";
import type { DeploymentParameters } from "./DeploymentParameters.js";
import { InvalidParametersError } from "./InvalidParametersError.js";

/**
 * Checks that money goes to nobody who could not spend it: no account that receives any is a contract of the
 * deployment itself.
 *
 * @throws InvalidParametersError
 */
export function checkAccounts(parameters: DeploymentParameters, predicted: Record<ContractName, string>): void {
  const { developers, supporters } = parameters.vesting;
  const accounts = {
    "sale.treasury": parameters.sale.treasury,
    "vesting.developers.beneficiary": developers.beneficiary,
    "vesting.supporters.beneficiary": supporters.beneficiary,
  };
  const problems = Object.entries(accounts).flatMap(([path, account]) =>
    Object.entries(predicted)
      .filter(([, address]) => address === account)
      .map(([name]) => `${path} is ${account}: must not be a contract of this deployment, and will be ${name}`),
  );
  if (problems.length > 0) throw new InvalidParametersError(problems);
}
