import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";

/**
 * The least weight that a quorum can have: the sum of the `quorum` smallest of `weights`. Whoever else is jailed or does
 * not sign, the signers that remain weigh at least as much.
 *
 * @param weights of the seat holders that are not jailed, in units of VMT
 * @throws {InvalidArgumentError} when they are fewer than the quorum
 */
export function weakestQuorumWeight(weights: readonly bigint[], quorum: number): bigint {
  if (weights.length < quorum) {
    throw new InvalidArgumentError("number of holders", String(weights.length), `at least a quorum of ${quorum}`);
  }
  const ascending = weights.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return ascending.slice(0, quorum).reduce((sum, weight) => sum + weight, 0n);
}
