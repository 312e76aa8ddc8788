import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, rm } from "node:fs/promises";
import { dirname } from "node:path";

import { writeAtomically } from "../sdk/files/writeAtomically.js";

/** Writes a file, whole, unless it exists, and returns what it holds: of two at once, one wins. */
export async function recordOnce(path: string, text: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  const complete = `${path}.${randomUUID()}.new`;
  try {
    await writeAtomically(complete, (file) => file.writeFile(text));
    await link(complete, path);
    return text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return await readFile(path, "utf8");
  } finally {
    await rm(complete, { force: true });
  }
}
