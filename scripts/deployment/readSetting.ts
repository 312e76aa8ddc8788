import type { ResolvedConfigurationVariable } from "hardhat/types/config";

import { MissingSettingError } from "./MissingSettingError.js";

/**
 * The value of a setting, from the environment or from Hardhat's keystore. Neither the value nor Hardhat's own words,
 * which may quote it, get into an error.
 *
 * @throws MissingSettingError when it is not set or does not match
 */
export async function readSetting(
  network: string,
  what: string,
  setting: ResolvedConfigurationVariable,
  pattern: RegExp,
): Promise<string> {
  const variable = "name" in setting ? String(setting.name) : "accounts";
  const value = await setting.get().catch(() => "");
  if (!pattern.test(value)) throw new MissingSettingError(network, what, variable);
  return value;
}
