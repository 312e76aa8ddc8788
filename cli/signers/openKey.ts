import { readFile } from "node:fs/promises";

import { isError, Wallet } from "ethers";

import { CommandError } from "../CommandError.js";
import { ExitCode } from "../ExitCode.js";
import type { Settings } from "../Settings.js";
import type { Surroundings } from "../Surroundings.js";

/**
 * The account's key: from the environment, or from an encrypted keystore file (Web3 Secret Storage, version 3). Where a
 * hardware wallet joins: any ethers Signer serves the commands.
 */
export async function openKey(settings: Settings, surroundings: Surroundings): Promise<Wallet> {
  const { keystore, privateKey } = settings;
  if (keystore === undefined) {
    if (privateKey === undefined) {
      throw new CommandError(
        ExitCode.usage,
        "this command signs, and no key was given",
        "Name an encrypted keystore file with --keystore or VIRUSMAP_KEYSTORE, or set VIRUSMAP_PRIVATE_KEY.",
      );
    }
    return new Wallet(privateKey);
  }

  const json = await readKeystore(keystore);
  const password = settings.keystorePassword ?? (await askFor(keystore, surroundings));
  try {
    const wallet = await Wallet.fromEncryptedJson(json, password);
    return new Wallet(wallet.privateKey);
  } catch (error) {
    if (isError(error, "INVALID_ARGUMENT") && error.argument === "password") {
      throw new CommandError(ExitCode.usage, `the password does not open ${keystore}`, "Try again.");
    }
    throw new CommandError(ExitCode.usage, `${keystore} is no encrypted keystore`, "Name a Web3 Secret Storage file.");
  }
}

async function readKeystore(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new CommandError(ExitCode.usage, `the keystore ${path} cannot be read`, "Check the path.", { cause: error });
  }
}

async function askFor(keystore: string, { isInteractive, askPassword }: Surroundings): Promise<string> {
  if (!isInteractive) {
    throw new CommandError(
      ExitCode.usage,
      `nobody is here to type the password of ${keystore}`,
      "Set VIRUSMAP_KEYSTORE_PASSWORD.",
    );
  }
  const password = await askPassword(`Password of ${keystore}`);
  if (password === undefined) throw new CommandError(ExitCode.usage, "no password was given", "Try again.");
  return password;
}
