import type { DeploymentParameters as IgnitionParameters } from "@nomicfoundation/ignition-core";

import { argumentsOf } from "../sdk/deployment/argumentsOf.js";
import type { ContractName } from "../sdk/deployment/ContractName.js";
import type { DeploymentParameters } from "../sdk/deployment/DeploymentParameters.js";

/**
 * The parameters of the Ignition modules: constructor arguments, but for the addresses of earlier contracts, which the
 * modules take from each other. Addresses of later contracts are the predicted ones.
 */
export function ignitionParameters(
  parameters: DeploymentParameters,
  predicted: Record<ContractName, string>,
): IgnitionParameters {
  const made = argumentsOf(parameters, predicted);
  const [genesis, epochLength] = made.EpochClock;
  const [developersBeneficiary, developersStart, developersDuration, developersCliff] = made.DevelopersVesting;
  const [supportersBeneficiary, supportersStart, supportersDuration, supportersCliff] = made.SupportersVesting;
  const [{ initialSupply, rewardPool, tokenSale, miningShare, saleShare, developersShare, supportersShare }] =
    made.VirusMapToken;

  return {
    EpochClock: { genesis, epochLength },
    TokenVesting: {
      developersBeneficiary,
      developersStart,
      developersDuration,
      developersCliff,
      supportersBeneficiary,
      supportersStart,
      supportersDuration,
      supportersCliff,
    },
    VirusMapToken: {
      initialSupply,
      rewardPool,
      tokenSale,
      miningShare,
      saleShare,
      developersShare,
      supportersShare,
    },
    SupernodeStaking: {
      equivocationFaults: made.SupernodeStaking[2],
      dataMarket: made.SupernodeStaking[3],
      parameters: made.SupernodeStaking[4],
    },
    SupernodeCouncil: {
      verdictLedger: made.SupernodeCouncil[1],
      seats: made.SupernodeCouncil[2],
      silenceEpochs: made.SupernodeCouncil[3],
    },
    VerdictLedger: { rewardPool: made.VerdictLedger[1] },
    RewardPool: { parameters: made.RewardPool[2] },
    DataMarket: { parameters: made.DataMarket[1] },
    Subscriptions: { parameters: made.Subscriptions[1] },
    TokenSale: { terms: made.TokenSale[2], tranches: made.TokenSale[3] },
  };
}
