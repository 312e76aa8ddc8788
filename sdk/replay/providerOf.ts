import type { BaseContract, Provider } from "ethers";

/** The provider that a contract is connected to. */
export function providerOf({ runner }: Pick<BaseContract, "runner">): Provider {
  const provider = runner?.provider;
  if (provider === null || provider === undefined)
    throw new Error("the contract has no provider; connect it to a node");
  return provider;
}
