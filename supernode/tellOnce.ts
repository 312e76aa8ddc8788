import type { Bulletin } from "./Bulletin.js";
import { bulletinPath } from "./bulletinPath.js";
import type { Deployment } from "./Deployment.js";
import { recordOnce } from "./recordOnce.js";
import { signBulletin } from "./signBulletin.js";
import type { SignedBulletin } from "./SignedBulletin.js";
import { signedBulletinSchema } from "./signedBulletinSchema.js";
import type { Supernode } from "./Supernode.js";

/**
 * Signs what a supernode tells for an epoch, and never another bulletin for it: no report can leave out a seat of which
 * one bulletin is known, while of a seat with two any one may be taken, or none. What was told is on disk before anybody has it.
 *
 * @returns the first one of that epoch
 */
export async function tellOnce(
  { workspace, signer }: Pick<Supernode, "workspace" | "signer">,
  deployment: Deployment,
  bulletin: Bulletin,
): Promise<SignedBulletin> {
  const signed = await signBulletin(deployment, signer, bulletin);
  const told = await recordOnce(bulletinPath(workspace, deployment, bulletin.epoch), JSON.stringify(signed));
  return signedBulletinSchema.parse(JSON.parse(told));
}
