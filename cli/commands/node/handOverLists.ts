import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { scoringRule } from "../../../sdk/scoring/scoringRule.js";
import { recordOnce } from "../../../supernode/recordOnce.js";
import type { Supernode } from "../../../supernode/Supernode.js";

/**
 * Which announced lists a supernode still has to read: in its workspace, `seen/` has a file for each that it is done with, and
 * `delayed/` the epoch in which each was first read that lacked something, a root that is not mined or bytes that are not there.
 */
export const handOverLists = {
  /**
   * @param epoch the current one
   * @returns lists to be read, and those that are given up: they are looked at as long as a hand-over counts whose root was mined in
   *   the epoch in which they were first read, see `scoringRule.handOverEpochs`
   */
  async unread(
    { store, workspace }: Pick<Supernode, "store" | "workspace">,
    epoch: bigint,
  ): Promise<{ toRead: string[]; givenUp: string[] }> {
    const seen = await namesIn(join(workspace, "seen"));
    const delayed = await namesIn(join(workspace, "delayed"));
    const toRead: string[] = [];
    const givenUp: string[] = [];
    for (const digest of await store.announced("hand-overs")) {
      if (seen.has(digest)) continue;
      const since = delayed.has(digest) ? BigInt(await readFile(delayedPath(workspace, digest), "utf8")) : epoch;
      (epoch > since + scoringRule.handOverEpochs ? givenUp : toRead).push(digest);
    }
    return { toRead, givenUp };
  },

  /** The list need not be read again. */
  async finish({ workspace }: Pick<Supernode, "workspace">, digest: string): Promise<void> {
    await writeFile(join(workspace, "seen", digest), "");
    await rm(delayedPath(workspace, digest), { force: true });
  },

  /** Something in the list is to be looked at again. */
  async delay({ workspace }: Pick<Supernode, "workspace">, digest: string, epoch: bigint): Promise<void> {
    await recordOnce(delayedPath(workspace, digest), String(epoch));
  },
};

function delayedPath(workspace: string, digest: string): string {
  return join(workspace, "delayed", digest);
}

async function namesIn(folder: string): Promise<ReadonlySet<string>> {
  await mkdir(folder, { recursive: true });
  return new Set(await readdir(folder));
}
