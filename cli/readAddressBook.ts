import { readFile } from "node:fs/promises";

import { getAddress, isAddress } from "ethers";
import { z } from "zod";

import type { ContractName } from "../sdk/deployment/ContractName.js";
import { deploymentOrder } from "../sdk/deployment/deploymentOrder.js";
import { parseJson } from "../sdk/files/parseJson.js";
import { CommandError } from "./CommandError.js";
import { ExitCode } from "./ExitCode.js";
import { firstProblem } from "./firstProblem.js";
import type { KnownDeployment } from "./KnownDeployment.js";
import { whyUnreadable } from "./whyUnreadable.js";

const schema = z.object({
  chainId: z.int().positive(),
  contracts: z.array(
    z.object({
      name: z.string(),
      address: z
        .string()
        .refine(isAddress, "expected an address")
        .transform((text) => getAddress(text)), // one spelling: hand-overs and bulletins name it as a text
      block: z.int().nonnegative(),
    }),
  ),
});

const ADVICE = "Name the deployment's address book with --address-book or VIRUSMAP_ADDRESS_BOOK.";

/** Where the contracts are, from the file that the deployment left. */
export async function readAddressBook(path: string): Promise<KnownDeployment> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw new CommandError(ExitCode.usage, `the address book ${path} cannot be read: ${whyUnreadable(error)}`, ADVICE, {
      cause: error,
    });
  }
  const parsed = schema.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new CommandError(ExitCode.usage, `${path} is no address book: ${firstProblem(parsed.error)}`, ADVICE);
  }
  const { chainId, contracts } = parsed.data;
  const addresses: Partial<Record<ContractName, string>> = {};
  for (const { name } of deploymentOrder) {
    const entry = contracts.find((contract) => contract.name === name);
    if (entry === undefined) throw new CommandError(ExitCode.usage, `${path} has no ${name}`, ADVICE);
    addresses[name] = entry.address;
  }
  return {
    chainId: BigInt(chainId),
    addresses: addresses as Record<ContractName, string>,
    firstBlock: Math.min(...contracts.map(({ block }) => block)),
  };
}
