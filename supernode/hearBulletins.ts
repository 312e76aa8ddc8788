import type { SystemContracts } from "../sdk/deployment/SystemContracts.js";
import type { SharedStore } from "../sdk/stores/SharedStore.js";
import type { Deployment } from "./Deployment.js";
import { fetchBulletin } from "./fetchBulletin.js";
import type { HeardBulletin } from "./HeardBulletin.js";

const ENOUGH = 2; // bulletins of one seat: it is known that it spoke twice

/**
 * What the seats of `epoch` have told through a store, by seat: each text once, by its lowest digest, in the order of these
 * and at most two. An honest seat has one. What is announced and no bulletin, or not there, is passed over.
 */
export async function hearBulletins(
  system: Pick<SystemContracts, "council" | "staking">,
  deployment: Deployment,
  store: SharedStore,
  epoch: bigint,
): Promise<ReadonlyMap<number, readonly HeardBulletin[]>> {
  const heard = new Map<number, HeardBulletin[]>();
  for (const digest of (await store.announced("bulletins")).sort()) {
    const bulletin = await fetchBulletin(system, deployment, store, digest);
    if (bulletin?.epoch !== epoch) continue;
    const known = heard.get(bulletin.seat) ?? [];
    const isNew = known.length < ENOUGH && !known.some(({ text }) => text === bulletin.text);
    if (isNew) heard.set(bulletin.seat, [...known, bulletin]);
  }
  return heard;
}
