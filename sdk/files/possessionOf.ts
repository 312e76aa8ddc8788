import { openFile } from "./openFile.js";
import { possessionHash } from "./possessionHash.js";
import type { Progress } from "./Progress.js";
import { readFile } from "./readFile.js";

/** sha256(submitter, salt, bytes of the file): what a supernode checks when a file is handed over. */
export async function possessionOf(
  submitter: string,
  salt: string,
  path: string,
  { onProgress }: { onProgress?: Progress } = {},
): Promise<string> {
  const hash = possessionHash(submitter, salt);
  return openFile(path, async (file, size) => {
    let done = 0;
    for await (const chunk of readFile(file, 0, size)) {
      hash.update(chunk);
      onProgress?.((done += chunk.length), size);
    }
    return `0x${hash.digest("hex")}`;
  });
}
