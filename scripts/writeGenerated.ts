import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

import { format, resolveConfig } from "prettier";

/**
 * Writes generated files, Markdown in the format of all others.
 *
 * @param files texts by path
 * @param check writes nothing
 * @returns the paths of files that differ from what is to be written
 */
export async function writeGenerated(files: Readonly<Record<string, string>>, check = false): Promise<string[]> {
  const stale: string[] = [];
  for (const [path, text] of Object.entries(files)) {
    const wanted = path.endsWith(".md") ? await format(text, { ...(await resolveConfig(path)), filepath: path }) : text;
    if (wanted === (await readFile(path, "utf8").catch(() => undefined))) continue;
    stale.push(path);
    if (check) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, wanted);
  }
  return stale;
}
