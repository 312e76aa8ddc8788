import { ZeroHash } from "ethers";

import { emissionRate } from "../emission/emissionRate.js";
import type { ConstructorArguments } from "./ConstructorArguments.js";
import type { ContractName } from "./ContractName.js";
import type { DeploymentParameters } from "./DeploymentParameters.js";

/**
 * What every constructor is given: the one place where parameters become arguments. Deployment, address book and audit
 * all use it.
 *
 * @param addresses of every contract, also of those not deployed yet
 */
export function argumentsOf(
  parameters: DeploymentParameters,
  addresses: Record<ContractName, string>,
): ConstructorArguments {
  const { clock, token, vesting, sale, staking, council, rewards, market, subscriptions } = parameters;
  const { developers, supporters } = vesting;
  const { file, url, intel } = market.prices;

  return {
    EpochClock: [clock.genesis, clock.epochLength],
    DevelopersVesting: [developers.beneficiary, developers.start, developers.duration, developers.cliff],
    SupportersVesting: [supporters.beneficiary, supporters.start, supporters.duration, supporters.cliff],
    VirusMapToken: [
      {
        ...token,
        rewardPool: addresses.RewardPool,
        tokenSale: addresses.TokenSale,
        developers: addresses.DevelopersVesting,
        supporters: addresses.SupportersVesting,
      },
    ],
    SupernodeStaking: [
      addresses.VirusMapToken,
      addresses.EpochClock,
      addresses.EquivocationFaults,
      addresses.DataMarket,
      staking,
    ],
    SupernodeCouncil: [addresses.SupernodeStaking, addresses.VerdictLedger, council.seats, council.silenceEpochs],
    VerdictLedger: [addresses.SupernodeCouncil, addresses.RewardPool],
    RewardPool: [
      addresses.VirusMapToken,
      addresses.VerdictLedger,
      {
        emissionRate: emissionRate(BigInt(clock.epochLength), BigInt(rewards.halfLife)),
        weightShare: rewards.weightShare,
        submittersShare: rewards.submittersShare,
        supernodesShare: rewards.supernodesShare,
        storageShare: rewards.storageShare,
      },
    ],
    EquivocationFaults: [addresses.VerdictLedger],
    DataMarket: [addresses.VerdictLedger, { ...market, prices: [file, url, intel] }],
    Subscriptions: [addresses.RewardPool, subscriptions],
    TokenSale: [
      addresses.VirusMapToken,
      addresses.EpochClock,
      {
        start: sale.start,
        end: sale.end,
        softCap: sale.softCap,
        minimumPurchase: sale.minimumPurchase,
        maximumContribution: sale.maximumContribution,
        allowlistRoot: sale.allowlist?.root ?? ZeroHash,
        allowlistEnd: sale.allowlist?.end ?? 0,
        treasury: sale.treasury,
        proceedsDuration: sale.proceedsDuration,
      },
      sale.tranches.map(({ tokens, price }) => ({ tokens, weiPerToken: price })),
    ],
    SampleRegistry: [],
  };
}
