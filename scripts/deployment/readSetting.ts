import type { ResolvedConfigurationVariable } from "hardhat/types/config";

import { UsageError } from "../UsageError.js";
import { MissingSettingError } from "./MissingSettingError.js";

const WRONG_PASSWORD = "HHE50000"; // of Hardhat's keystore

/**
 * The value of a setting, from the environment or from Hardhat's keystore. Neither the value nor Hardhat's own words,
 * which may quote it, get into an error.
 *
 * @throws UsageError when the keystore does not open
 * @throws MissingSettingError when it is not set or does not match
 */
export async function readSetting(
  network: string,
  what: string,
  setting: ResolvedConfigurationVariable,
  pattern: RegExp,
): Promise<string> {
  const variable = "name" in setting ? String(setting.name) : "accounts";
  const value = await setting.get().catch((error: unknown) => {
    if ((error as { errorCode?: unknown }).errorCode !== WRONG_PASSWORD) return "";
    throw new UsageError(`the password does not open Hardhat's keystore, which has the ${what} of ${network}`);
  });
  if (!pattern.test(value)) throw new MissingSettingError(network, what, variable);
  return value;
}
