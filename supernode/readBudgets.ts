import { readCouncil } from "../sdk/clients/readCouncil.js";
import { readEmissionParameters } from "../sdk/clients/readEmissionParameters.js";
import type { SystemContracts } from "../sdk/deployment/SystemContracts.js";
import { safeBudget } from "../sdk/report/safeBudget.js";
import { weakestQuorumWeight } from "../sdk/report/weakestQuorumWeight.js";
import type { SafeBudgets } from "./SafeBudgets.js";

// Basis points.
const MARGIN = 100n;
const LEAST_MARGIN = 50n;
const TOLERANCE = 100n;
const WHOLE = 10_000n;

/**
 * Budgets that fit whoever of the holders signs. Pool and weights move between proposal and signatures, and anybody can move them:
 * by a payment into the pool, by a vote. So signers take a range, and not the one budget of their second.
 */
export async function readBudgets(system: SystemContracts, epoch: bigint): Promise<SafeBudgets> {
  const { council, staking, rewardPool } = system;
  const weights: bigint[] = [];
  for (const holder of (await readCouncil(system, epoch)).values()) {
    if (!(await staking.isJailed(holder))) weights.push(await staking.weightOf(holder));
  }
  const weight = weakestQuorumWeight(weights, Number(await council.QUORUM()));
  const pool = { available: await rewardPool.available(), parameters: await readEmissionParameters(system) };
  const proposed = safeBudget(pool, weight, MARGIN).submitters;
  return {
    least: (proposed * (WHOLE - TOLERANCE)) / WHOLE,
    proposed,
    most: safeBudget(pool, weight, LEAST_MARGIN).submitters,
  };
}
