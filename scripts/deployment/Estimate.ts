import type { ContractName } from "../../sdk/deployment/ContractName.js";
import type { Prices } from "./Prices.js";

/** What a deployment takes. */
export interface Estimate {
  prices: Prices;
  contracts: { name: ContractName; address: string; gas: bigint; dataFeeWei: bigint; isDeployed: boolean }[];
  balanceWei: bigint;
  /** For what is still to be deployed, at current prices. */
  expectedWei: bigint;
  /** For the same, at the highest price that the transactions allow. */
  maximumWei: bigint;
}
