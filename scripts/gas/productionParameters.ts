import { readDeploymentParameters } from "@nomicfoundation/hardhat-ignition/helpers";

import type { DeploymentParameters } from "../../sdk/deployment/DeploymentParameters.js";
import { InvalidParametersError } from "../../sdk/deployment/InvalidParametersError.js";
import { parseParameters } from "../../sdk/deployment/parseParameters.js";

const FILE = "ignition/parameters/defaults.json5";

/** The accounts that `defaults.json5` leaves to who deploys. */
interface Accounts {
  readonly treasury: string;
  readonly developers: string;
  readonly supporters: string;
}

/**
 * The parameters of a public network, with the accounts that their file leaves open.
 *
 * @param now Unix seconds from which times such as "now + 38 days" are counted
 * @throws InvalidParametersError when the file has no place for one of the accounts
 */
export async function productionParameters(now: number, accounts: Accounts): Promise<DeploymentParameters> {
  const file: unknown = await readDeploymentParameters(FILE);
  fill(file, ["sale", "treasury"], accounts.treasury);
  fill(file, ["vesting", "developers", "beneficiary"], accounts.developers);
  fill(file, ["vesting", "supporters", "beneficiary"], accounts.supporters);
  return parseParameters(file, now);
}

function fill(file: unknown, path: readonly string[], value: string): void {
  const [name, ...rest] = path;
  if (typeof file !== "object" || file === null || name === undefined || !(name in file)) {
    throw new InvalidParametersError([`${FILE} has no ${path.join(".")} to fill in`]);
  }
  if (rest.length === 0) Reflect.set(file, name, value);
  else fill(Reflect.get(file, name), rest, value);
}
