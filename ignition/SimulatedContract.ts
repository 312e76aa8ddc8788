import type { ContractName } from "../sdk/deployment/ContractName.js";

/** What deploying a contract gave on a chain in the process. */
export interface SimulatedContract {
  name: ContractName;
  address: string;
  gas: bigint;
  /** Runtime code, immutables filled in. */
  code: string;
}
