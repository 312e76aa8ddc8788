import type { ContractName } from "./ContractName.js";
import type { ExpectedView } from "./ExpectedView.js";
import type { SystemContracts } from "./SystemContracts.js";

/** Which contract names which: every address that a contract holds of another one. */
export function expectedWiring(contracts: SystemContracts, addresses: Record<ContractName, string>): ExpectedView[] {
  const { token, staking, council, ledger, rewardPool, faults, market, subscriptions, sale } = contracts;
  const names = (contract: ContractName, view: string, read: () => Promise<string>, named: ContractName) => ({
    contract,
    view,
    read,
    expected: addresses[named],
  });

  return [
    names("VirusMapToken", "REWARD_POOL", () => token.REWARD_POOL(), "RewardPool"),
    names("VirusMapToken", "TOKEN_SALE", () => token.TOKEN_SALE(), "TokenSale"),
    names("VirusMapToken", "DEVELOPERS", () => token.DEVELOPERS(), "DevelopersVesting"),
    names("VirusMapToken", "SUPPORTERS", () => token.SUPPORTERS(), "SupportersVesting"),
    names("SupernodeStaking", "TOKEN", () => staking.TOKEN(), "VirusMapToken"),
    names("SupernodeStaking", "EQUIVOCATION_FAULTS", () => staking.EQUIVOCATION_FAULTS(), "EquivocationFaults"),
    names("SupernodeStaking", "DATA_MARKET", () => staking.DATA_MARKET(), "DataMarket"),
    names("SupernodeCouncil", "STAKING", () => council.STAKING(), "SupernodeStaking"),
    names("SupernodeCouncil", "LEDGER", () => council.LEDGER(), "VerdictLedger"),
    names("VerdictLedger", "COUNCIL", () => ledger.COUNCIL(), "SupernodeCouncil"),
    names("VerdictLedger", "REWARD_POOL", () => ledger.REWARD_POOL(), "RewardPool"),
    names("RewardPool", "TOKEN", () => rewardPool.TOKEN(), "VirusMapToken"),
    names("RewardPool", "LEDGER", () => rewardPool.LEDGER(), "VerdictLedger"),
    names("RewardPool", "STAKING", () => rewardPool.STAKING(), "SupernodeStaking"),
    names("EquivocationFaults", "LEDGER", () => faults.LEDGER(), "VerdictLedger"),
    names("EquivocationFaults", "STAKING", () => faults.STAKING(), "SupernodeStaking"),
    names("DataMarket", "TOKEN", () => market.TOKEN(), "VirusMapToken"),
    names("DataMarket", "LEDGER", () => market.LEDGER(), "VerdictLedger"),
    names("DataMarket", "STAKING", () => market.STAKING(), "SupernodeStaking"),
    names("DataMarket", "REWARD_POOL", () => market.REWARD_POOL(), "RewardPool"),
    names("Subscriptions", "TOKEN", () => subscriptions.TOKEN(), "VirusMapToken"),
    names("Subscriptions", "REWARD_POOL", () => subscriptions.REWARD_POOL(), "RewardPool"),
    names("TokenSale", "TOKEN", () => sale.TOKEN(), "VirusMapToken"),
  ];
}
