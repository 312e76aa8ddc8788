import { Interface, type InterfaceAbi } from "ethers";

import type { HandlerArtifact } from "./offeredFunctions.js";

/**
 * The functions of the contracts that change state and that no handler calls, as `SupernodeStaking.vote`.
 *
 * @param contracts the deployed ones
 * @param handlers the source of all handlers: a call is a member, `staking.vote`, or a signature, `"release()"`
 */
export function uncalledFunctions(contracts: readonly HandlerArtifact[], handlers: string): string[] {
  return contracts.flatMap(({ contractName, abi }) => {
    const names = new Set<string>();
    Interface.from(abi as InterfaceAbi).forEachFunction(({ name, stateMutability }) => {
      const changesState = stateMutability === "nonpayable" || stateMutability === "payable";
      if (changesState && !new RegExp(String.raw`(?:\.${name}\b|"${name}\()`).test(handlers)) names.add(name);
    });
    return [...names].map((name) => `${contractName}.${name}`);
  });
}
