import { Interface, type InterfaceAbi } from "ethers";

/** A compiled contract. */
export interface HandlerArtifact {
  readonly contractName: string;
  readonly abi: readonly unknown[];
}

/**
 * What the handlers offer to the runner, as `VoterHandler.vote`: by the house's rule every function that changes state and
 * takes a `seed` first. A function that its handler forgot to name among its selectors is among them, and never succeeds.
 */
export function offeredFunctions(handlers: readonly HandlerArtifact[]): string[] {
  return handlers.flatMap(({ contractName, abi }) => {
    const names: string[] = [];
    Interface.from(abi as InterfaceAbi).forEachFunction(({ name, inputs, stateMutability }) => {
      const changesState = stateMutability === "nonpayable" || stateMutability === "payable";
      if (changesState && inputs[0]?.name === "seed") names.push(`${contractName}.${name}`);
    });
    return names;
  });
}
