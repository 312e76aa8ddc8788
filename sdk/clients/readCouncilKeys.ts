import type { SystemContracts } from "../deployment/SystemContracts.js";
import { publicKeyFromX } from "../keys/publicKeyFromX.js";
import type { PublicKey } from "../types/PublicKey.js";
import { readCouncil } from "./readCouncil.js";

/** The encryption key of each supernode that serves in `epoch`, by operator. */
export async function readCouncilKeys(
  contracts: Pick<SystemContracts, "council" | "staking">,
  epoch: bigint,
): Promise<Map<string, PublicKey>> {
  const council = await readCouncil(contracts, epoch);
  const keys = [...council.values()].map(async (supernode) => {
    const { x, parity } = await contracts.staking.encryptionKeyOf(supernode);
    return [supernode, publicKeyFromX(x, parity)] as const;
  });
  return new Map(await Promise.all(keys));
}
