import type {
  DataMarket,
  EpochClock,
  EquivocationFaults,
  RewardPool,
  SampleRegistry,
  Subscriptions,
  SupernodeCouncil,
  SupernodeStaking,
  TokenSale,
  TokenVesting,
  VerdictLedger,
  VirusMapToken,
} from "../../typechain-types/index.js";

/** Every contract of one deployment, typed. */
export interface SystemContracts {
  clock: EpochClock;
  developersVesting: TokenVesting;
  supportersVesting: TokenVesting;
  token: VirusMapToken;
  staking: SupernodeStaking;
  council: SupernodeCouncil;
  ledger: VerdictLedger;
  rewardPool: RewardPool;
  faults: EquivocationFaults;
  market: DataMarket;
  subscriptions: Subscriptions;
  sale: TokenSale;
  registry: SampleRegistry;
}
