import { type FileHandle, open } from "node:fs/promises";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";

/** Opens a regular file for `use`, which is told its size in bytes, and closes it whatever happens. */
export async function openFile<T>(path: string, use: (file: FileHandle, size: number) => Promise<T>): Promise<T> {
  const file = await open(path, "r");
  try {
    const information = await file.stat();
    if (!information.isFile()) throw new InvalidArgumentError("path", path, "a regular file");
    return await use(file, information.size);
  } finally {
    await file.close();
  }
}
