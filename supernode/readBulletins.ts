import { readFile } from "node:fs/promises";

import { z } from "zod";

import type { SystemContracts } from "../sdk/deployment/SystemContracts.js";
import { ContentError } from "../sdk/stores/ContentError.js";
import type { SharedStore } from "../sdk/stores/SharedStore.js";
import { withContent } from "../sdk/stores/withContent.js";
import type { Bulletin } from "./Bulletin.js";
import type { Deployment } from "./Deployment.js";
import { openBulletin } from "./openBulletin.js";

const schema = z.strictObject({ text: z.string(), signature: z.string() });

/**
 * What the supernodes of `epoch` have told through a store, by seat. Of several bulletins of one seat the one with the
 * most examinations counts, among equals the one with the lowest digest: who reads the same store reads the same. What is
 * announced and no bulletin, or not there, is passed over.
 */
export async function readBulletins(
  system: Pick<SystemContracts, "council" | "staking">,
  deployment: Deployment,
  store: SharedStore,
  epoch: bigint,
): Promise<Map<number, Bulletin>> {
  const bulletins = new Map<number, Bulletin>();
  for (const digest of (await store.announced("bulletins")).sort()) {
    const signed = schema.safeParse(parsed(await textOf(store, digest)));
    if (!signed.success) continue;
    const bulletin = await openBulletin(system, deployment, signed.data);
    if (bulletin?.epoch !== epoch) continue;
    const known = bulletins.get(bulletin.seat);
    if (known === undefined || bulletin.examinations.length > known.examinations.length) {
      bulletins.set(bulletin.seat, bulletin);
    }
  }
  return bulletins;
}

/** @returns nothing for what was announced and is not there, or is damaged: anyone may announce anything */
async function textOf(store: SharedStore, digest: string): Promise<string> {
  try {
    return await withContent(store, digest, (path) => readFile(path, "utf8"));
  } catch (error) {
    if (error instanceof ContentError) return "";
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
