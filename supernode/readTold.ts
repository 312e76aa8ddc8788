import { readFile } from "node:fs/promises";

import { bulletinPath } from "./bulletinPath.js";
import type { Deployment } from "./Deployment.js";
import type { SignedBulletin } from "./SignedBulletin.js";
import { signedBulletinSchema } from "./signedBulletinSchema.js";
import type { Supernode } from "./Supernode.js";

/** What a supernode told for an epoch, if it has. */
export async function readTold(
  { workspace }: Pick<Supernode, "workspace">,
  deployment: Deployment,
  epoch: bigint,
): Promise<SignedBulletin | undefined> {
  try {
    return signedBulletinSchema.parse(JSON.parse(await readFile(bulletinPath(workspace, deployment, epoch), "utf8")));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
