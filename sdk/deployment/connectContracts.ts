import type { ContractRunner } from "ethers";

import {
  DataMarket__factory,
  EpochClock__factory,
  EquivocationFaults__factory,
  RewardPool__factory,
  SampleRegistry__factory,
  Subscriptions__factory,
  SupernodeCouncil__factory,
  SupernodeStaking__factory,
  TokenSale__factory,
  TokenVesting__factory,
  VerdictLedger__factory,
  VirusMapToken__factory,
} from "../../typechain-types/index.js";
import type { ContractName } from "./ContractName.js";
import type { SystemContracts } from "./SystemContracts.js";

/**
 * Typed contracts at known addresses.
 *
 * @param runner who calls: a provider for reading, a signer for transactions
 */
export function connectContracts(addresses: Record<ContractName, string>, runner: ContractRunner): SystemContracts {
  return {
    clock: EpochClock__factory.connect(addresses.EpochClock, runner),
    developersVesting: TokenVesting__factory.connect(addresses.DevelopersVesting, runner),
    supportersVesting: TokenVesting__factory.connect(addresses.SupportersVesting, runner),
    token: VirusMapToken__factory.connect(addresses.VirusMapToken, runner),
    staking: SupernodeStaking__factory.connect(addresses.SupernodeStaking, runner),
    council: SupernodeCouncil__factory.connect(addresses.SupernodeCouncil, runner),
    ledger: VerdictLedger__factory.connect(addresses.VerdictLedger, runner),
    rewardPool: RewardPool__factory.connect(addresses.RewardPool, runner),
    faults: EquivocationFaults__factory.connect(addresses.EquivocationFaults, runner),
    market: DataMarket__factory.connect(addresses.DataMarket, runner),
    subscriptions: Subscriptions__factory.connect(addresses.Subscriptions, runner),
    sale: TokenSale__factory.connect(addresses.TokenSale, runner),
    registry: SampleRegistry__factory.connect(addresses.SampleRegistry, runner),
  };
}
