import type { DeploymentParameters } from "./DeploymentParameters.js";

type Vesting = [beneficiary: string, start: number, duration: number, cliff: number];
type Market = DeploymentParameters["market"];

/** What the constructors take, by the name of the deployed contract. */
export interface ConstructorArguments {
  EpochClock: [genesis: number, epochLength: number];
  DevelopersVesting: Vesting;
  SupportersVesting: Vesting;
  VirusMapToken: [
    allocation: {
      initialSupply: bigint;
      rewardPool: string;
      tokenSale: string;
      developers: string;
      supporters: string;
      miningShare: number;
      saleShare: number;
      developersShare: number;
      supportersShare: number;
    },
  ];
  SupernodeStaking: [
    token: string,
    clock: string,
    equivocationFaults: string,
    dataMarket: string,
    parameters: DeploymentParameters["staking"],
  ];
  SupernodeCouncil: [staking: string, ledger: string, seats: number, silenceEpochs: number];
  VerdictLedger: [council: string, rewardPool: string];
  RewardPool: [
    token: string,
    ledger: string,
    parameters: {
      emissionRate: bigint;
      weightShare: number;
      submittersShare: number;
      supernodesShare: number;
      storageShare: number;
    },
  ];
  EquivocationFaults: [ledger: string];
  DataMarket: [
    ledger: string,
    parameters: Omit<Market, "prices"> & {
      prices: [file: Market["prices"]["file"], url: Market["prices"]["url"], intel: Market["prices"]["intel"]];
    },
  ];
  Subscriptions: [rewardPool: string, parameters: DeploymentParameters["subscriptions"]];
  TokenSale: [
    token: string,
    clock: string,
    terms: {
      start: number;
      end: number;
      softCap: bigint;
      minimumPurchase: bigint;
      maximumContribution: bigint;
      allowlistRoot: string;
      allowlistEnd: number;
      treasury: string;
      proceedsDuration: number;
    },
    tranches: { tokens: bigint; weiPerToken: bigint }[],
  ];
  SampleRegistry: [];
}
