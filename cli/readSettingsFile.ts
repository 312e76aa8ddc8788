import { readFile } from "node:fs/promises";
import { parseEnv } from "node:util";

import { CommandError } from "./CommandError.js";
import { ExitCode } from "./ExitCode.js";
import { SETTING_NAMES } from "./SETTING_NAMES.js";
import { whyUnreadable } from "./whyUnreadable.js";

const PREFIX = "VIRUSMAP_";
const KNOWN: readonly string[] = Object.values(SETTING_NAMES);

/**
 * The settings in a file of lines NAME=VALUE. A file without any is refused, since another one was meant, and so is a
 * name of ours that there is not: the default in its place could be another network.
 *
 * @throws CommandError which names what is wrong, never a value
 */
export async function readSettingsFile(file: string): Promise<Readonly<Record<string, string | undefined>>> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw new CommandError(
      ExitCode.usage,
      `--settings ${file} cannot be read: ${whyUnreadable(error)}`,
      "Check the path. `npm run node` writes .network/*.env for a development network.",
      { cause: error },
    );
  }
  const settings = parseEnv(text);
  const ours = Object.keys(settings)
    .filter((name) => name.startsWith(PREFIX))
    .sort();
  const advice = `There are ${KNOWN.join(", ")}.`;
  if (ours.length === 0) throw new CommandError(ExitCode.usage, `${file} holds no ${PREFIX} setting`, advice);

  const unknown = ours.filter((name) => !KNOWN.includes(name));
  if (unknown.length > 0) {
    throw new CommandError(ExitCode.usage, `${file} has ${unknown.join(", ")}, which is no setting`, advice);
  }
  return settings;
}
