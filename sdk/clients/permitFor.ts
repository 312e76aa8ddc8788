import type { Signer } from "ethers";

import type { VirusMapToken } from "../../typechain-types/index.js";
import { signPermit } from "../signatures/signPermit.js";
import type { Permit } from "../types/Permit.js";
import { latestTime } from "./latestTime.js";

const VALIDITY_SECONDS = 3_600n; // an hour for the transaction that uses it to be mined

/** The signer's permit for one transaction soon: `spender` may take `value` units of VMT. */
export async function permitFor(
  signer: Signer,
  token: VirusMapToken,
  spender: { getAddress(): Promise<string> },
  value: bigint,
): Promise<Permit> {
  const deadline = (await latestTime(signer)) + VALIDITY_SECONDS;
  return signPermit(signer, token, await spender.getAddress(), value, deadline);
}
