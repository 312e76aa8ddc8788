import { readCouncil } from "../../../sdk/clients/readCouncil.js";
import type { SystemContracts } from "../../../sdk/deployment/SystemContracts.js";

/** The seat in which a supernode serves in `epoch`, if any. */
export async function seatIn(
  contracts: Pick<SystemContracts, "council">,
  supernode: string,
  epoch: bigint,
): Promise<number | undefined> {
  for (const [seat, holder] of await readCouncil(contracts, epoch)) if (holder === supernode) return seat;
  return undefined;
}
