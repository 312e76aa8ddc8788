import { UsageError } from "../UsageError.js";
import { networkOf } from "./networkOf.js";
import { readSetting } from "./readSetting.js";

/**
 * The URL of a network's node; no key is asked for.
 *
 * @throws UsageError when there is no such network, or it has no node
 * @throws MissingSettingError
 */
export async function rpcUrlOf(name: string): Promise<string> {
  const config = networkOf(name);
  if (config.type !== "http") {
    throw new UsageError(`--network is ${name}, a chain inside the process: nobody can come back to it`);
  }
  return readSetting(name, "RPC URL", config.url, /^https?:\/\/\S+$/);
}
