import type { SystemContracts } from "../deployment/SystemContracts.js";
import type { EpochTimes } from "../epochs/EpochTimes.js";

/** What tells the epoch of any time, from the deployment's clock. */
export async function readEpochTimes({ clock }: Pick<SystemContracts, "clock">): Promise<EpochTimes> {
  const [genesis, epochLength] = await Promise.all([clock.GENESIS(), clock.EPOCH_LENGTH()]);
  return { genesis, epochLength };
}
