import { stat } from "node:fs/promises";

import { OPTION_NAMES } from "./OPTION_NAMES.js";
import type { Session } from "./Session.js";
import type { Settings } from "./Settings.js";

const MEANINGS = {
  store: "nothing can be read from it",
  home: "nothing is known of earlier commands",
};

/**
 * Says of each folder of a setting that is not there that it is not: to whom nothing is shown, a slip in its name looks like lost data.
 * It is no error, since a first command finds nothing either. For commands that read; see `requireWritable` for those that write.
 */
export async function noteMissing(
  session: Pick<Session, "note"> & { readonly settings: Pick<Settings, "store" | "home"> },
  ...names: ("store" | "home")[]
): Promise<void> {
  for (const name of names) {
    const folder = session.settings[name];
    const problem = await problemOf(folder);
    if (problem !== undefined) {
      session.note(`The ${name} ${folder} ${problem}: ${MEANINGS[name]}. ${OPTION_NAMES[name]} names another folder`);
    }
  }
}

async function problemOf(folder: string): Promise<string | undefined> {
  try {
    return (await stat(folder)).isDirectory() ? undefined : "is no folder";
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === "ENOENT" ? "does not exist" : `cannot be read (${code ?? message})`;
  }
}
