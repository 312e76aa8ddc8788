import { Signature, type Signer } from "ethers";

import type { VirusMapToken } from "../../typechain-types/index.js";
import type { Permit } from "../types/Permit.js";

/**
 * The signer's ERC-2612 permit for `spender`, under the token's own domain (ERC-5267) and the owner's next nonce.
 *
 * @param token contract connected to a provider
 * @param value units of VMT
 * @param deadline last second at which the permit is valid, in Unix seconds
 */
export async function signPermit(
  signer: Signer,
  token: VirusMapToken,
  spender: string,
  value: bigint,
  deadline: bigint,
): Promise<Permit> {
  const owner = await signer.getAddress();
  const { name, version, chainId, verifyingContract } = await token.eip712Domain();
  const signature = await signer.signTypedData(
    { name, version, chainId, verifyingContract },
    {
      Permit: [
        { name: "owner", type: "address" },
        { name: "spender", type: "address" },
        { name: "value", type: "uint256" },
        { name: "nonce", type: "uint256" },
        { name: "deadline", type: "uint256" },
      ],
    },
    { owner, spender, value, nonce: await token.nonces(owner), deadline },
  );
  const { v, r, s } = Signature.from(signature);
  return { value, deadline, v: BigInt(v), r, s };
}
