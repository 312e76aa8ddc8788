import { verifyTypedData, ZeroAddress } from "ethers";

import type { SystemContracts } from "../sdk/deployment/SystemContracts.js";
import { bulletinTypedData } from "./bulletinTypedData.js";
import type { Envelope } from "./Envelope.js";

/** Whether the holder of an envelope's seat in its epoch signed it. An unknown key speaks for nobody, and nobody holds an empty seat. */
export async function isHolders(
  { council, staking }: Pick<SystemContracts, "council" | "staking">,
  envelope: Envelope,
): Promise<boolean> {
  const signer = signerOf(envelope);
  if (signer === null) return false;
  const { seat, epoch } = envelope;
  const [supernode] = await staking.signerStatus(signer, epoch);
  if (supernode === ZeroAddress || seat >= Number(await council.SEATS())) return false;
  return supernode === (await council.holderOf(seat, epoch));
}

function signerOf(envelope: Envelope): string | null {
  const { domain, types, message } = bulletinTypedData(envelope);
  try {
    return verifyTypedData(domain, types, message, envelope.signature);
  } catch {
    return null;
  }
}
