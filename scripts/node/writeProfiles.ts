import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

import { developmentKeys } from "./developmentKeys.js";

/** Where the accounts of each role begin in the node's list; the first four belong to the deployment. */
const FIRST_OPERATOR = 4;

/**
 * Writes for each role a file for the command line's `--settings`.
 *
 * @returns the files
 */
export async function writeProfiles(
  folder: string,
  url: string,
  addressBook: string,
  seats: number,
): Promise<string[]> {
  const operators = Array.from({ length: seats }, (_, seat) => ({
    role: `supernode-${seat}`,
    account: FIRST_OPERATOR + seat,
    others: {
      VIRUSMAP_SIGNER_KEY: developmentKeys.signer(seat),
      VIRUSMAP_ENCRYPTION_KEY: developmentKeys.encryption(seat),
    },
  }));
  const people = ["voter", "second-voter", "submitter", "vendor", "reporter", "anyone"].map((role, index) => ({
    role,
    account: FIRST_OPERATOR + seats + index,
    others: {},
  }));
  const paths: string[] = [];
  for (const { role, account, others } of [...operators, ...people]) {
    const path = join(folder, `${role}.env`);
    const values = {
      VIRUSMAP_RPC_URL: url,
      VIRUSMAP_ADDRESS_BOOK: resolve(addressBook),
      VIRUSMAP_HOME: resolve(folder, "home"),
      VIRUSMAP_PRIVATE_KEY: developmentKeys.account(account),
      ...others,
    };
    const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`);
    await writeFile(path, `# A public test account: never send it anything of value.\n${lines.join("")}`);
    paths.push(path);
  }
  return paths;
}
