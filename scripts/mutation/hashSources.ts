import { createHash } from "node:crypto";

import type { Source } from "./Source.js";

/** One hash of the contents of all files. */
export function hashSources(sources: readonly Pick<Source, "path" | "bytes">[]): string {
  const hash = createHash("sha256");
  for (const { path, bytes } of sources) hash.update(`${path}\0${bytes}\0`);
  return hash.digest("hex").slice(0, 16);
}
