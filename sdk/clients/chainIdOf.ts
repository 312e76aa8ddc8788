import type { Signer } from "ethers";

/** The chain that a signer's transactions go to. */
export async function chainIdOf(signer: Signer): Promise<bigint> {
  if (signer.provider === null) throw new Error("the signer has no provider; connect it to a node");
  return (await signer.provider.getNetwork()).chainId;
}
