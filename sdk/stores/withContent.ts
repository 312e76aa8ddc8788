import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { ContentStore } from "./ContentStore.js";

/**
 * Fetches content for the time of `use`, which gets the path of a copy whose bytes have the digest.
 *
 * @param maximumBytes more is refused: who has checked nothing yet can be given a file that fills the disk
 */
export async function withContent<T>(
  store: Pick<ContentStore, "fetchTo">,
  digest: string,
  maximumBytes: number,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "virusmap-content-"));
  try {
    const path = join(folder, "content");
    await store.fetchTo(digest, path, maximumBytes);
    return await use(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}
