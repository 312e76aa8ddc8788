import { deploymentOf } from "../../supernode/deploymentOf.js";
import { putBulletin } from "../../supernode/putBulletin.js";
import { tellOnce } from "../../supernode/tellOnce.js";
import type { LocalSupernode } from "./LocalSupernode.js";
import type { Loop } from "./Loop.js";

/** Each supernode tells all, in the store of each, what it found out for the report of `epoch`. */
export async function exchangeBulletins(
  loop: Loop,
  supernodes: readonly LocalSupernode[],
  epoch: bigint,
): Promise<void> {
  const deployment = await deploymentOf(loop);
  for (const node of supernodes) {
    const { seat, examinations } = node;
    const signed = await tellOnce(node, deployment, { seat, epoch, examinations });
    for (const { store } of supernodes) await putBulletin(store, signed);
  }
}
