import type { SystemContracts } from "../deployment/SystemContracts.js";
import type { EmissionParameters } from "../types/EmissionParameters.js";

/** The reward pool's numbers, for `budgetOf` and `safeBudget`. */
export async function readEmissionParameters({
  rewardPool,
}: Pick<SystemContracts, "rewardPool">): Promise<EmissionParameters> {
  const [emissionRate, weightShare, submittersShare, supernodesShare, storageShare] = await Promise.all([
    rewardPool.EMISSION_RATE(),
    rewardPool.WEIGHT_SHARE(),
    rewardPool.SUBMITTERS_SHARE(),
    rewardPool.SUPERNODES_SHARE(),
    rewardPool.STORAGE_SHARE(),
  ]);
  return { emissionRate, weightShare, submittersShare, supernodesShare, storageShare };
}
