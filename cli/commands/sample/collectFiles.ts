import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";

/** The files that paths name, folders with all that is in them, in the order of their names. */
export async function collectFiles(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const stats = await stat(path).catch((error: unknown) => {
      throw new CommandError(ExitCode.usage, `${path} cannot be read`, "Check the path.", { cause: error });
    });
    if (!stats.isDirectory()) {
      files.push(path);
      continue;
    }
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    const inside = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    files.push(...inside.sort());
  }
  if (files.length === 0) {
    throw new CommandError(ExitCode.usage, `no file in ${paths.join(", ")}`, "Name files, or folders with files.");
  }
  return files;
}
