import type { Signer } from "ethers";

import { signerConsentTypedData } from "./signerConsentTypedData.js";

/** The signing key's proof of consent, 65 bytes: the `signerProof` of a registration. */
export async function signConsent(signer: Signer, chainId: bigint, staking: string, operator: string): Promise<string> {
  const { domain, types, message } = signerConsentTypedData(chainId, staking, operator);
  return signer.signTypedData(domain, types, message);
}
