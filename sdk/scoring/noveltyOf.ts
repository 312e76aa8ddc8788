import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { scoringRule } from "./scoringRule.js";

/**
 * Novelty in basis points of a content whose nearest known sample lies at `distance` (TLSH); `null` when none is within
 * `scoringRule.nearDistance`, or when there is no digest to compare. Known are the contents that were rewarded in
 * earlier epochs: what earned nothing (harmless, not for sale) must not devalue what others submit.
 *
 * @throws {InvalidArgumentError} for a distance that is no integer from 0
 */
export function noveltyOf(distance: number | null): bigint {
  if (distance === null) return scoringRule.fullNovelty;
  if (!Number.isInteger(distance) || distance < 0) {
    throw new InvalidArgumentError("distance", String(distance), "an integer from 0");
  }
  if (distance > scoringRule.nearDistance) return scoringRule.fullNovelty;
  return (BigInt(distance) * scoringRule.nearNovelty) / BigInt(scoringRule.nearDistance);
}
