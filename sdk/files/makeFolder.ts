import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes a folder with those above it, unless it is there. `mkdir` with `recursive` never ends where a file system says of a new
 * folder that there is none, as /proc does.
 *
 * @throws what the file system said. A file of the name is not told from a folder.
 */
export async function makeFolder(path: string, mode = 0o777): Promise<void> {
  try {
    await mkdir(path, mode);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return;
    const above = dirname(path);
    if (code !== "ENOENT" || above === path) throw error;
    await makeFolder(above, mode);
    await mkdir(path, mode).catch((again: unknown) => {
      if ((again as NodeJS.ErrnoException).code !== "EEXIST") throw again; // somebody else was faster
    });
  }
}
