import { dirname, join } from "node:path";

import { readDeploymentParameters } from "@nomicfoundation/hardhat-ignition/helpers";

import type { DeploymentParameters } from "../sdk/deployment/DeploymentParameters.js";
import { parseParameters } from "../sdk/deployment/parseParameters.js";
import { UnsetAccountsError } from "../sdk/deployment/UnsetAccountsError.js";
import type { Accounts } from "./Accounts.js";

type Tree = Record<string, unknown>;

const ACCOUNTS = [
  { option: "treasury", path: ["sale", "treasury"] },
  { option: "developers", path: ["vesting", "developers", "beneficiary"] },
  { option: "supporters", path: ["vesting", "supporters", "beneficiary"] },
] as const;

/**
 * Reads and checks a parameter file. A file that `extends` another one holds only what differs.
 *
 * @param file path of a JSON5 file, such as `ignition/parameters/local.json5`
 * @param now Unix seconds from which times such as "now + 30 days" are counted: the time of the newest block
 * @param accounts take the place of the file's
 * @throws UnsetAccountsError when an account that receives money is neither in the file nor given
 * @throws InvalidParametersError that lists every problem
 */
export async function readParameters(
  file: string,
  now: number,
  accounts: Accounts = {},
): Promise<DeploymentParameters> {
  let input = await readTree(file);
  for (const { option, path } of ACCOUNTS) {
    const given = accounts[option];
    if (given !== undefined) input = merge(input, nest(path, given));
  }
  const missing = ACCOUNTS.filter(({ path }) => valueAt(input, path) === null);
  if (missing.length > 0) {
    throw new UnsetAccountsError(
      file,
      missing.map(({ option, path }) => ({ option, parameter: path.join(".") })),
    );
  }
  return parseParameters(input, now);
}

async function readTree(file: string): Promise<Tree> {
  const { extends: base, ...own } = (await readDeploymentParameters(file)) as Tree;
  return typeof base === "string" ? merge(await readTree(join(dirname(file), base)), own) : own;
}

function merge(base: Tree, over: Tree): Tree {
  const merged = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isTree(below) && isTree(value) ? merge(below, value) : value;
  }
  return merged;
}

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nest(path: readonly string[], value: string): Tree {
  return path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Tree;
}

function valueAt(tree: Tree, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isTree(value) ? value[key] : undefined), tree);
}
