import type { SystemContracts } from "../sdk/deployment/SystemContracts.js";
import type { ContentStore } from "../sdk/stores/ContentStore.js";
import type { Deployment } from "./Deployment.js";
import { hasSignedLines } from "./hasSignedLines.js";
import type { HeardBulletin } from "./HeardBulletin.js";
import { isHolders } from "./isHolders.js";
import { peekEnvelope } from "./peekEnvelope.js";

/**
 * Anyone may name anything, so what costs most comes last: the envelope of at most 1 KiB, its signature, the chain, the lines.
 *
 * @returns nothing for what is not there, is damaged, or is no bulletin of this deployment by the holder of its seat
 */
export async function fetchBulletin(
  system: Pick<SystemContracts, "council" | "staking">,
  deployment: Deployment,
  store: Pick<ContentStore, "fetchTo" | "peek">,
  digest: string,
): Promise<HeardBulletin | null> {
  const envelope = await peekEnvelope(deployment, store, digest);
  if (envelope === null || !(await isHolders(system, envelope))) return null;
  return (await hasSignedLines(store, digest, envelope)) ? { ...envelope, digest } : null;
}
