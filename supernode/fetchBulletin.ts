import { readFile } from "node:fs/promises";

import type { SystemContracts } from "../sdk/deployment/SystemContracts.js";
import { ContentError } from "../sdk/stores/ContentError.js";
import type { ContentStore } from "../sdk/stores/ContentStore.js";
import { withContent } from "../sdk/stores/withContent.js";
import type { Deployment } from "./Deployment.js";
import type { HeardBulletin } from "./HeardBulletin.js";
import { openBulletin } from "./openBulletin.js";
import { signedBulletinSchema } from "./signedBulletinSchema.js";

/** @returns nothing for what is not there, is damaged, or is no bulletin of this deployment: anyone may name anything */
export async function fetchBulletin(
  system: Pick<SystemContracts, "council" | "staking">,
  deployment: Deployment,
  store: Pick<ContentStore, "fetchTo">,
  digest: string,
): Promise<HeardBulletin | null> {
  const { data } = signedBulletinSchema.safeParse(parsed(await textOf(store, digest)));
  if (data === undefined) return null;
  const bulletin = await openBulletin(system, deployment, data);
  return bulletin === null ? null : { ...bulletin, digest, text: data.text };
}

async function textOf(store: Pick<ContentStore, "fetchTo">, digest: string): Promise<string> {
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
