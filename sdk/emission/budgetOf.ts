import type { Budget } from "../types/Budget.js";
import type { EmissionParameters } from "../types/EmissionParameters.js";

const BASIS_POINTS = 10_000n;
const RATE_UNIT = 10n ** 18n;

/**
 * What one report may release, by category; `RewardPool.budgetOf`.
 *
 * @param available units of VMT that are in no epoch's rewards yet
 * @param weight units of VMT staked with the report's signers
 */
export function budgetOf(available: bigint, weight: bigint, parameters: EmissionParameters): Budget {
  const byRate = (available * parameters.emissionRate) / RATE_UNIT;
  const byWeight = (weight * parameters.weightShare) / BASIS_POINTS;
  const emission = byRate < byWeight ? byRate : byWeight;
  return {
    submitters: (emission * parameters.submittersShare) / BASIS_POINTS,
    supernodes: (emission * parameters.supernodesShare) / BASIS_POINTS,
    storageNodes: (emission * parameters.storageShare) / BASIS_POINTS,
  };
}
