import { isError, Wallet } from "ethers";

import { CommandError } from "../CommandError.js";
import { ExitCode } from "../ExitCode.js";

/** The private key in an encrypted keystore (Web3 Secret Storage, version 3). */
export async function decryptKeystore(path: string, json: string, password: string): Promise<string> {
  try {
    return (await Wallet.fromEncryptedJson(json, password)).privateKey;
  } catch (error) {
    if (isError(error, "INVALID_ARGUMENT") && error.argument === "password") {
      throw new CommandError(ExitCode.usage, `the password does not open ${path}`, "Try again.");
    }
    throw new CommandError(ExitCode.usage, `${path} is no encrypted keystore`, "Name a Web3 Secret Storage file.");
  }
}
