import { readDeploymentParameters } from "@nomicfoundation/hardhat-ignition/helpers";

import type { DeploymentParameters } from "../sdk/deployment/DeploymentParameters.js";
import { parseParameters } from "../sdk/deployment/parseParameters.js";

/**
 * Reads and checks a parameter file.
 *
 * @param file path of a JSON5 file, such as `ignition/parameters/local.json5`
 * @param now Unix seconds from which times such as "now + 30 days" are counted: the time of the newest block
 * @throws InvalidParametersError that lists every problem
 */
export async function readParameters(file: string, now: number): Promise<DeploymentParameters> {
  return parseParameters(await readDeploymentParameters(file), now);
}
