import { ZeroHash } from "ethers";

import type { IDataMarket } from "../../typechain-types/DataMarket.js";
import type { IRewardPool } from "../../typechain-types/RewardPool.js";
import type { ISubscriptions } from "../../typechain-types/Subscriptions.js";
import type { ISupernodeStaking } from "../../typechain-types/SupernodeStaking.js";
import type { ITokenSale } from "../../typechain-types/TokenSale.js";
import type { IVirusMapToken } from "../../typechain-types/VirusMapToken.js";
import type { ContractName } from "./ContractName.js";
import type { DeploymentParameters } from "./DeploymentParameters.js";
import { emissionRate } from "./emissionRate.js";

/**
 * What every constructor is given, by contract: the one place where parameters become arguments. Deployment, address
 * book and audit all use it.
 */
export function constructorArguments(parameters: DeploymentParameters, addresses: Record<ContractName, string>) {
  const { clock, token, vesting, sale, staking, council, rewards, market, subscriptions } = parameters;

  const vestingArguments = ({ beneficiary, start, duration, cliff }: typeof vesting.developers) =>
    [beneficiary, start, duration, cliff] as const;

  const allocation = {
    initialSupply: token.initialSupply,
    rewardPool: addresses.RewardPool,
    tokenSale: addresses.TokenSale,
    developers: addresses.DevelopersVesting,
    supporters: addresses.SupportersVesting,
    miningShare: token.miningShare,
    saleShare: token.saleShare,
    developersShare: token.developersShare,
    supportersShare: token.supportersShare,
  } satisfies IVirusMapToken.AllocationStruct;

  const terms = {
    start: sale.start,
    end: sale.end,
    softCap: sale.softCap,
    minimumPurchase: sale.minimumPurchase,
    maximumContribution: sale.maximumContribution,
    allowlistRoot: sale.allowlist?.root ?? ZeroHash,
    allowlistEnd: sale.allowlist?.end ?? 0,
    treasury: sale.treasury,
    proceedsDuration: sale.proceedsDuration,
  } satisfies ITokenSale.TermsStruct;

  const tranches = sale.tranches.map(
    ({ tokens, price }) => ({ tokens, weiPerToken: price }) satisfies ITokenSale.TrancheStruct,
  );

  const rewardParameters = {
    emissionRate: emissionRate(BigInt(clock.epochLength), BigInt(rewards.halfLife)),
    weightShare: rewards.weightShare,
    submittersShare: rewards.submittersShare,
    supernodesShare: rewards.supernodesShare,
    storageShare: rewards.storageShare,
  } satisfies IRewardPool.ParametersStruct;

  const marketParameters = {
    ...market,
    prices: [market.prices.file, market.prices.url, market.prices.intel],
  } satisfies IDataMarket.ParametersStruct;

  return {
    EpochClock: [clock.genesis, clock.epochLength],
    DevelopersVesting: vestingArguments(vesting.developers),
    SupportersVesting: vestingArguments(vesting.supporters),
    VirusMapToken: [allocation],
    SupernodeStaking: [
      addresses.VirusMapToken,
      addresses.EpochClock,
      addresses.EquivocationFaults,
      addresses.DataMarket,
      staking satisfies ISupernodeStaking.ParametersStruct,
    ],
    SupernodeCouncil: [addresses.SupernodeStaking, addresses.VerdictLedger, council.seats, council.silenceEpochs],
    VerdictLedger: [addresses.SupernodeCouncil, addresses.RewardPool],
    RewardPool: [addresses.VirusMapToken, addresses.VerdictLedger, rewardParameters],
    EquivocationFaults: [addresses.VerdictLedger],
    DataMarket: [addresses.VerdictLedger, marketParameters],
    Subscriptions: [addresses.RewardPool, subscriptions satisfies ISubscriptions.ParametersStruct],
    TokenSale: [addresses.VirusMapToken, addresses.EpochClock, terms, tranches],
    SampleRegistry: [],
  } as const satisfies Record<ContractName, readonly unknown[]>;
}
