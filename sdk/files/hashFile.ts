import { createHash } from "node:crypto";

import { openFile } from "./openFile.js";
import type { Progress } from "./Progress.js";
import { readFile } from "./readFile.js";

/** The SHA-256 of a file as 32 bytes, and its size in bytes. */
export async function hashFile(
  path: string,
  { onProgress }: { onProgress?: Progress } = {},
): Promise<{ sha256: string; size: number }> {
  return openFile(path, async (file, size) => {
    const hash = createHash("sha256");
    let done = 0;
    for await (const chunk of readFile(file, 0, size)) {
      hash.update(chunk);
      onProgress?.((done += chunk.length), size);
    }
    return { sha256: `0x${hash.digest("hex")}`, size };
  });
}
