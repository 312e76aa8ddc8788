import { readFile } from "node:fs/promises";

import { Wallet } from "ethers";

import { CommandError } from "../CommandError.js";
import { ExitCode } from "../ExitCode.js";
import type { Settings } from "../Settings.js";
import { decryptKeystore } from "./decryptKeystore.js";
import { whyUnreadable } from "../whyUnreadable.js";

/**
 * The account's key: from the environment, or from an encrypted keystore file. Where a hardware wallet joins: any ethers
 * Signer serves the commands.
 *
 * @param passwordOf asks for the password of a file
 */
export async function openKey(settings: Settings, passwordOf: (path: string) => Promise<string>): Promise<Wallet> {
  const { keystore, privateKey } = settings;
  if (keystore !== undefined) {
    return new Wallet(await decryptKeystore(keystore, await read(keystore), await passwordOf(keystore)));
  }
  if (privateKey === undefined) {
    throw new CommandError(
      ExitCode.usage,
      "this command signs, and no key was given",
      "Name an encrypted keystore file with --keystore or VIRUSMAP_KEYSTORE, or set VIRUSMAP_PRIVATE_KEY.",
    );
  }
  return new Wallet(privateKey);
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new CommandError(
      ExitCode.usage,
      `the keystore ${path} cannot be read: ${whyUnreadable(error)}`,
      "Check the path.",
      { cause: error },
    );
  }
}
