import type { SystemContracts } from "../sdk/deployment/SystemContracts.js";
import type { ContentStore } from "../sdk/stores/ContentStore.js";
import type { Deployment } from "./Deployment.js";
import { fetchBulletin } from "./fetchBulletin.js";
import type { HeardBulletin } from "./HeardBulletin.js";
import type { Proposal } from "./Proposal.js";
import { Refusal } from "./Refusal.js";

/**
 * The bulletins that a proposal names, by seat.
 *
 * @throws {Refusal} unless each is at hand, signed by the holder of its seat in the report's epoch, and the only one named of
 * that seat
 */
export async function openNamed(
  system: Pick<SystemContracts, "council" | "staking">,
  deployment: Deployment,
  store: Pick<ContentStore, "fetchTo" | "peek">,
  { report: { epoch }, bulletins }: Pick<Proposal, "report" | "bulletins">,
): Promise<ReadonlyMap<number, HeardBulletin>> {
  const seats = Number(await system.council.SEATS());
  if (bulletins.length > seats)
    throw new Refusal(`it names ${bulletins.length} bulletins, and there are ${seats} seats`);
  const named = new Map<number, HeardBulletin>();
  for (const digest of bulletins) {
    const bulletin = await fetchBulletin(system, deployment, store, digest);
    if (bulletin === null) {
      throw new Refusal(`the bulletin ${digest} that it names is not at hand, or not signed by the holder of its seat`);
    }
    if (bulletin.epoch !== epoch) {
      throw new Refusal(`the bulletin ${digest} that it names is of epoch ${bulletin.epoch} and not ${epoch}`);
    }
    const other = named.get(bulletin.seat);
    if (other !== undefined) {
      throw new Refusal(`it names two bulletins of seat ${bulletin.seat}, ${other.digest} and ${digest}`);
    }
    named.set(bulletin.seat, bulletin);
  }
  return named;
}
