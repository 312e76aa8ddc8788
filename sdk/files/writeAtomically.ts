import { randomBytes } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";

/**
 * Writes a file as a whole or not at all: `write` fills a temporary file beside it, which takes the name `target` when
 * everything is on disk. On failure nothing is left, and an earlier file of that name stays as it was. Only the owner
 * may read the file.
 */
export async function writeAtomically<T>(target: string, write: (file: FileHandle) => Promise<T>): Promise<T> {
  const temporary = `${target}.${randomBytes(6).toString("hex")}.partial`;
  try {
    const file = await open(temporary, "wx", 0o600);
    let result: T;
    try {
      result = await write(file);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
    return result;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
