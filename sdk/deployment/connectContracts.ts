import { Contract, type ContractRunner } from "ethers";

import { protocolInterfaces } from "../errors/protocolInterfaces.js";
import type { ContractName } from "./ContractName.js";
import type { SystemContracts } from "./SystemContracts.js";

/** Name and interface of each contract. */
const CONTRACTS: Readonly<
  Record<keyof SystemContracts, readonly [name: ContractName, of: keyof typeof protocolInterfaces]>
> = {
  clock: ["EpochClock", "EpochClock"],
  developersVesting: ["DevelopersVesting", "TokenVesting"],
  supportersVesting: ["SupportersVesting", "TokenVesting"],
  token: ["VirusMapToken", "VirusMapToken"],
  staking: ["SupernodeStaking", "SupernodeStaking"],
  council: ["SupernodeCouncil", "SupernodeCouncil"],
  ledger: ["VerdictLedger", "VerdictLedger"],
  rewardPool: ["RewardPool", "RewardPool"],
  faults: ["EquivocationFaults", "EquivocationFaults"],
  market: ["DataMarket", "DataMarket"],
  subscriptions: ["Subscriptions", "Subscriptions"],
  sale: ["TokenSale", "TokenSale"],
  registry: ["SampleRegistry", "SampleRegistry"],
};

/**
 * Typed contracts at known addresses.
 *
 * @param runner who calls: a provider for reading, a signer for transactions
 */
export function connectContracts(addresses: Record<ContractName, string>, runner: ContractRunner): SystemContracts {
  // As the generated factories do, which read their ABIs anew at each call: 50 milliseconds for all contracts.
  const contracts = Object.entries(CONTRACTS).map(([key, [name, of]]) => [
    key,
    new Contract(addresses[name], protocolInterfaces[of], runner),
  ]);
  return Object.fromEntries(contracts) as SystemContracts;
}
