import { rm } from "node:fs/promises";
import { join } from "node:path";

import { cidOf } from "../sdk/files/cidOf.js";
import type { Settings } from "./Settings.js";

/**
 * Takes contents out of the store that nobody has heard of: ciphertexts under keys that were never told. A store has no such
 * operation, since others may have what is in it and count on it. One that is not there is no error.
 *
 * @returns how many could not be removed
 */
export async function removeFromStore({ store }: Pick<Settings, "store">, digests: Iterable<string>): Promise<number> {
  let left = 0;
  for (const digest of digests) {
    await rm(join(store, cidOf(digest)), { force: true }).catch(() => ++left);
  }
  return left;
}
