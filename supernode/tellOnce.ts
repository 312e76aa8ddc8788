import type { Bulletin } from "./Bulletin.js";
import { bulletinBytes } from "./bulletinBytes.js";
import { bulletinPath } from "./bulletinPath.js";
import type { Deployment } from "./Deployment.js";
import { readTold } from "./readTold.js";
import { signBulletin } from "./signBulletin.js";
import type { SignedBulletin } from "./SignedBulletin.js";
import type { Supernode } from "./Supernode.js";
import { writeOnce } from "./writeOnce.js";

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
  const read = async (): Promise<SignedBulletin | undefined> => readTold({ workspace }, deployment, bulletin.epoch);
  const before = await read();
  if (before !== undefined) return before;
  const signed = await signBulletin(deployment, signer, bulletin);
  await writeOnce(await bulletinPath(workspace, deployment, bulletin.epoch), bulletinBytes(signed));
  return (await read()) ?? signed;
}
