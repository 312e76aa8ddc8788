import { readFile } from "node:fs/promises";

import { writeOnce } from "./writeOnce.js";

/** Writes a file, whole, unless it exists, and returns what it holds: of two at once, one wins. */
export async function recordOnce(path: string, text: string): Promise<string> {
  await writeOnce(path, text);
  return readFile(path, "utf8");
}
