import type { TypedData } from "./TypedData.js";

/**
 * A key's consent to sign for an operator, as `SupernodeStaking.register` and `setSigner` check it.
 *
 * @param staking address of the SupernodeStaking
 */
export function signerConsentTypedData(chainId: bigint, staking: string, operator: string): TypedData {
  return {
    domain: { name: "VirusMap SupernodeStaking", version: "1", chainId, verifyingContract: staking },
    types: { SignerConsent: [{ name: "operator", type: "address" }] },
    message: { operator },
  };
}
