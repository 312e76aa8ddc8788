import { readDeploymentParameters } from "@nomicfoundation/hardhat-ignition/helpers";
import { z } from "zod";

import type { DeploymentParameters } from "../../sdk/deployment/DeploymentParameters.js";
import { parseParameters } from "../../sdk/deployment/parseParameters.js";

const FILE = "ignition/parameters/defaults.json5";
const ACCOUNT = `0x${"11".repeat(20)}`; // plays no part in any amount or time
const beneficiaries = z.looseObject({ beneficiary: z.null() });
const schema = z.looseObject({
  vesting: z.object({ developers: beneficiaries, supporters: beneficiaries }),
  sale: z.looseObject({ treasury: z.null() }),
});

/** The numbers of a public network: the defaults, with somebody's account where the deployer names his own. */
export async function readDefaultParameters(): Promise<DeploymentParameters> {
  const read = schema.parse(await readDeploymentParameters(FILE));
  const { developers, supporters } = read.vesting;
  const named = {
    ...read,
    vesting: {
      developers: { ...developers, beneficiary: ACCOUNT },
      supporters: { ...supporters, beneficiary: ACCOUNT },
    },
    sale: { ...read.sale, treasury: ACCOUNT },
  };
  return parseParameters(named, 0);
}
