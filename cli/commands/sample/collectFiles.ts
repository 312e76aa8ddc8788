import { readdir, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";

import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";

/**
 * The files that paths name, folders with all that is in them but hidden files and folders (`.git`, `.env`), in the order
 * of their names. A hidden file that a path names itself is meant.
 *
 * @returns of each its path, and for people its path within the folder that was named
 */
export async function collectFiles(paths: readonly string[]): Promise<{ path: string; name: string }[]> {
  const files: { path: string; name: string }[] = [];
  for (const path of paths) {
    const stats = await stat(path).catch((error: unknown) => {
      throw new CommandError(ExitCode.usage, `${path} cannot be read`, "Check the path.", { cause: error });
    });
    if (!stats.isDirectory()) {
      files.push({ path, name: path });
      continue;
    }
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    const inside = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    for (const file of inside.sort()) {
      const name = relative(path, file);
      const isHidden = name.split(sep).some((part) => part.startsWith("."));
      if (!isHidden) files.push({ path: file, name });
    }
  }
  if (files.length === 0) {
    throw new CommandError(
      ExitCode.usage,
      `no file that is not hidden in ${paths.join(", ")}`,
      "Name files, or folders with files.",
    );
  }
  return files;
}
