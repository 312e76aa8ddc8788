import type { SystemContracts } from "../sdk/deployment/SystemContracts.js";
import type { SharedStore } from "../sdk/stores/SharedStore.js";
import { bulletinsTopic } from "./bulletinsTopic.js";
import type { Deployment } from "./Deployment.js";
import { fetchBulletin } from "./fetchBulletin.js";
import type { HeardBulletin } from "./HeardBulletin.js";
import { peekEnvelope } from "./peekEnvelope.js";

const ENOUGH = 2; // bulletins of one seat: it is known that it spoke twice

/**
 * What the seats of `epoch` have told through a store, by seat: different contents once each, by their lowest digest, in the order
 * of these and at most two. An honest seat has one. What is announced and no bulletin, or not there, is passed over.
 *
 * @param opened bulletins that were fetched before, and need not be again
 */
export async function hearBulletins(
  system: Pick<SystemContracts, "council" | "staking">,
  deployment: Deployment,
  store: SharedStore,
  epoch: bigint,
  opened: Iterable<HeardBulletin> = [],
): Promise<ReadonlyMap<number, readonly HeardBulletin[]>> {
  const known = new Map([...opened].map((bulletin) => [bulletin.digest, bulletin]));
  const heard = new Map<number, HeardBulletin[]>();
  for (const digest of (await store.announced(bulletinsTopic(epoch))).sort()) {
    const envelope = known.get(digest) ?? (await peekEnvelope(deployment, store, digest));
    if (envelope?.epoch !== epoch) continue;
    const ofSeat = heard.get(envelope.seat) ?? [];
    if (ofSeat.length === ENOUGH || ofSeat.some(({ contents }) => contents === envelope.contents)) continue;
    const bulletin = known.get(digest) ?? (await fetchBulletin(system, deployment, store, digest));
    if (bulletin !== null) heard.set(bulletin.seat, [...ofSeat, bulletin]);
  }
  return heard;
}
