import { ZeroAddress } from "ethers";

import type { SystemContracts } from "../deployment/SystemContracts.js";

/**
 * Who serves in each seat in `epoch`, by seat; empty seats are left out. Known for the epoch before this one and all
 * after it.
 */
export async function readCouncil(
  contracts: Pick<SystemContracts, "council">,
  epoch: bigint,
): Promise<Map<number, string>> {
  const seats = Number(await contracts.council.SEATS());
  const holders = await Promise.all(
    Array.from({ length: seats }, (_, seat) => contracts.council.holderOf(seat, epoch)),
  );
  return new Map([...holders.entries()].filter(([, holder]) => holder !== ZeroAddress));
}
