import type { ContractName } from "../sdk/deployment/ContractName.js";

/** Where the protocol is on one chain. */
export interface KnownDeployment {
  readonly chainId: bigint;
  readonly addresses: Record<ContractName, string>;
  /** The block to search events from. */
  readonly firstBlock: number;
}
