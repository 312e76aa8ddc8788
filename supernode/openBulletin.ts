import { verifyMessage, ZeroAddress } from "ethers";

import type { SystemContracts } from "../sdk/deployment/SystemContracts.js";
import type { Bulletin } from "./Bulletin.js";
import { bulletinSchema } from "./bulletinSchema.js";
import type { Deployment } from "./Deployment.js";
import type { SignedBulletin } from "./SignedBulletin.js";

/**
 * Reads a bulletin that somebody sent.
 *
 * @returns null unless it is well-formed, of this deployment, and signed by the holder of its seat in its epoch
 */
export async function openBulletin(
  { council, staking }: Pick<SystemContracts, "council" | "staking">,
  deployment: Deployment,
  { text, signature }: SignedBulletin,
): Promise<Bulletin | null> {
  const { data } = bulletinSchema.safeParse(parsed(text));
  if (data?.chainId !== deployment.chainId || data.ledger !== deployment.ledger) return null;
  const { seat, epoch, examinations } = data;
  const signer = signerOf(text, signature);
  if (signer === null || seat >= Number(await council.SEATS())) return null;
  const [supernode] = await staking.signerStatus(signer, epoch);
  // An unknown key speaks for nobody, and nobody holds an empty seat.
  if (supernode === ZeroAddress || supernode !== (await council.holderOf(seat, epoch))) return null;
  return { seat, epoch, examinations };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function signerOf(text: string, signature: string): string | null {
  try {
    return verifyMessage(text, signature);
  } catch {
    return null;
  }
}
