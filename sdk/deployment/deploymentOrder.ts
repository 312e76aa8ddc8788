/**
 * Every deployed contract in the order of deployment, one transaction each. `name` is unique, `contract` is the compiled
 * artifact. The position is the offset from the deployer's first nonce, from which addresses are predicted.
 */
export const deploymentOrder = [
  { name: "EpochClock", contract: "EpochClock" },
  { name: "DevelopersVesting", contract: "TokenVesting" },
  { name: "SupportersVesting", contract: "TokenVesting" },
  { name: "VirusMapToken", contract: "VirusMapToken" },
  { name: "SupernodeStaking", contract: "SupernodeStaking" },
  { name: "SupernodeCouncil", contract: "SupernodeCouncil" },
  { name: "VerdictLedger", contract: "VerdictLedger" },
  { name: "RewardPool", contract: "RewardPool" },
  { name: "EquivocationFaults", contract: "EquivocationFaults" },
  { name: "DataMarket", contract: "DataMarket" },
  { name: "Subscriptions", contract: "Subscriptions" },
  { name: "TokenSale", contract: "TokenSale" },
  { name: "SampleRegistry", contract: "SampleRegistry" },
] as const;
