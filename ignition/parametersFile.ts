import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

import hre from "hardhat";

import { MissingParametersError } from "./MissingParametersError.js";

const LOCAL_CHAIN_ID = 31_337n;

/**
 * The parameter file of a network: the one asked for, `<network>.json5`, or for a chain on this machine `local.json5`.
 *
 * @param asked path given by the user, if any
 * @throws MissingParametersError
 */
export function parametersFile(networkName: string, chainId: bigint, asked?: string): string {
  if (asked !== undefined) {
    if (existsSync(asked)) return resolve(asked);
    throw new MissingParametersError(`The parameter file ${asked} does not exist.`);
  }
  const directory = join(hre.config.paths.ignition, "parameters");
  const own = join(directory, `${networkName}.json5`);
  if (existsSync(own)) return own;
  if (chainId === LOCAL_CHAIN_ID) return join(directory, "local.json5");
  throw new MissingParametersError(
    `The network ${networkName} has no parameter file. Copy ${join(directory, "defaults.json5")} to ${own} ` +
      "and set the accounts in it.",
  );
}
