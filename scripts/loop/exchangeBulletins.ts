import { deploymentOf } from "../../supernode/deploymentOf.js";
import type { LocalSupernode } from "./LocalSupernode.js";
import type { Loop } from "./Loop.js";
import { openBulletin } from "../../supernode/openBulletin.js";
import { signBulletin } from "../../supernode/signBulletin.js";

/** Each supernode tells all what it found out for the report of `epoch`; each reads and checks its own copies. */
export async function exchangeBulletins(
  loop: Loop,
  supernodes: readonly LocalSupernode[],
  epoch: bigint,
): Promise<void> {
  const deployment = await deploymentOf(loop);
  for (const { signer, seat, examinations } of supernodes) {
    const signed = await signBulletin(deployment, signer, { seat, epoch, examinations });
    for (const receiver of supernodes) {
      const bulletin = await openBulletin(loop.system, deployment, signed);
      if (bulletin !== null) receiver.bulletins.set(bulletin.seat, bulletin);
    }
  }
}
