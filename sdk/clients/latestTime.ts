import type { Signer } from "ethers";

/** The time of the chain's latest block, in Unix seconds; the next block's is later. */
export async function latestTime(signer: Signer): Promise<bigint> {
  const block = await signer.provider?.getBlock("latest");
  if (block === null || block === undefined)
    throw new Error("the signer's provider has no block; connect it to a node");
  return BigInt(block.timestamp);
}
