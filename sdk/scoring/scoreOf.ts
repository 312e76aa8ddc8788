import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import type { Category } from "../types/Category.js";
import type { Kind } from "../types/Kind.js";
import { scoringRule } from "./scoringRule.js";

const BASIS_POINTS = 10_000n;
const UINT16_MAX = 65_535n;

interface Finding {
  readonly category: Category;
  readonly kind: Kind;
  /** Engines that gave a label. */
  readonly detections: bigint;
  /** Engines that were asked. */
  readonly engines: bigint;
  /** Basis points, see `noveltyOf`. */
  readonly novelty: bigint;
}

/**
 * Points of one content, before its cluster is looked at: full score × category × kind × novelty × agreement, where
 * agreement = (engines + detections) / (2 · engines): one engine among many may err, so it earns about half.
 * One division at the end, rounding down, so that no order of multiplication can change the result.
 *
 * @throws {InvalidArgumentError} for more detections than engines, or a novelty above 10,000
 */
export function scoreOf({ category, kind, detections, engines, novelty }: Finding): bigint {
  requireWithin("engines", engines, UINT16_MAX);
  requireWithin("detections", detections, engines);
  requireWithin("novelty", novelty, scoringRule.fullNovelty);
  // Nobody gave a label: nothing to pay for, and no division by zero.
  if (detections === 0n) return 0n;

  const weights = scoringRule.categoryWeights[category] * scoringRule.kindWeights[kind] * novelty;
  return (
    (scoringRule.fullScore * weights * (engines + detections)) /
    (BASIS_POINTS * BASIS_POINTS * BASIS_POINTS * 2n * engines)
  );
}

function requireWithin(argument: string, value: bigint, maximum: bigint): void {
  if (value < 0n || value > maximum) throw new InvalidArgumentError(argument, value.toString(), `0 to ${maximum}`);
}
