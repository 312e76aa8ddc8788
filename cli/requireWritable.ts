import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { makeFolder } from "../sdk/files/makeFolder.js";
import { CommandError } from "./CommandError.js";
import { ExitCode } from "./ExitCode.js";
import { OPTION_NAMES } from "./OPTION_NAMES.js";
import type { Settings } from "./Settings.js";

const REASONS: Readonly<Record<string, string>> = {
  ENOTDIR: "it, or what it would lie in, is a file",
  EACCES: "permission denied",
  EPERM: "operation not permitted",
  EROFS: "the file system is read-only",
  ENOSPC: "no space is left",
  ENOENT: "no folder can be made there",
};

/** Makes the folder of a setting, and refuses one that takes no file: nobody should wait for work that cannot be kept. */
export async function requireWritable(
  settings: Pick<Settings, "store" | "home">,
  ...names: ("store" | "home")[]
): Promise<void> {
  for (const name of names) {
    const folder = settings[name];
    try {
      await makeFolder(folder, name === "home" ? 0o700 : undefined);
      const trial = join(folder, `${randomUUID()}.trial`);
      await writeFile(trial, "", { flag: "wx" }); // a stranger's link in a shared store is not followed
      await rm(trial);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      throw new CommandError(
        ExitCode.usage,
        `the ${name} ${folder} cannot be written: ${REASONS[code ?? ""] ?? message}`,
        `Name another folder with ${OPTION_NAMES[name]}. Nothing was sent.`,
        { cause: error },
      );
    }
  }
}
