import { randomUUID } from "node:crypto";
import { link, mkdir, rm } from "node:fs/promises";
import { dirname } from "node:path";

import { writeAtomically } from "../sdk/files/writeAtomically.js";

/** Writes a file, whole, unless it exists: of two at once, one wins. */
export async function writeOnce(path: string, content: string | AsyncIterable<Uint8Array>): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const complete = `${path}.${randomUUID()}.new`;
  try {
    await writeAtomically(complete, (file) => file.writeFile(content));
    await link(complete, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    await rm(complete, { force: true });
  }
}
