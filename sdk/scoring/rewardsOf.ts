import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { rewardOf } from "./rewardOf.js";

/**
 * Units of VMT that each of `scores` earns. The sum is at most `submittersBudget`, and what one content earns depends on
 * its own points and on the sum of all, never on the order.
 *
 * @param submittersBudget units of VMT, see `safeBudget`
 * @param maximumPerPoint most units of VMT that one point may earn
 * @throws {InvalidArgumentError} for anything negative
 */
export function rewardsOf(
  scores: readonly bigint[],
  submittersBudget: bigint,
  maximumPerPoint: bigint,
): readonly bigint[] {
  requireNotNegative("submittersBudget", submittersBudget);
  requireNotNegative("maximumPerPoint", maximumPerPoint);
  let totalScore = 0n;
  for (const score of scores) {
    requireNotNegative("score", score);
    totalScore += score;
  }
  return scores.map((score) => rewardOf(score, { totalScore, submittersBudget, maximumPerPoint }));
}

function requireNotNegative(argument: string, value: bigint): void {
  if (value < 0n) throw new InvalidArgumentError(argument, value.toString(), "at least 0");
}
