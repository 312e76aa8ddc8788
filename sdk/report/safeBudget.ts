import { budgetOf } from "../emission/budgetOf.js";
import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import type { Budget } from "../types/Budget.js";
import type { EmissionParameters } from "../types/EmissionParameters.js";

const BASIS_POINTS = 10_000n;

interface Pool {
  /** Units of VMT that are in no epoch's rewards yet. */
  readonly available: bigint;
  readonly parameters: EmissionParameters;
}

/**
 * The budget to build a report within. The pool refuses totals above its budget at publication, which is limited by the
 * weight of those who signed, as it is then: nobody knows at building time who will sign, and votes can leave or be
 * slashed in the hours between. So the weight is taken of the weakest quorum, less a margin. A margin too small costs a
 * round, since the report must be built and signed again; one too large costs the submitters nothing for good, for what
 * is not paid stays in the pool. `available` needs no margin: until this report is published it only grows.
 *
 * @param weight see `weakestQuorumWeight`, in units of VMT
 * @param marginBasisPoints by how much the weight may fall
 * @throws {InvalidArgumentError} for a margin that is not from 0 to 10,000
 */
export function safeBudget(pool: Pool, weight: bigint, marginBasisPoints: bigint): Budget {
  if (marginBasisPoints < 0n || marginBasisPoints > BASIS_POINTS) {
    throw new InvalidArgumentError("marginBasisPoints", marginBasisPoints.toString(), `0 to ${BASIS_POINTS}`);
  }
  const weakened = (weight * (BASIS_POINTS - marginBasisPoints)) / BASIS_POINTS;
  return budgetOf(pool.available, weakened, pool.parameters);
}
