/** What an epoch has to give to its submitters. */
interface Purse {
  /** Sum of all points of the epoch. */
  readonly totalScore: bigint;
  /** Units of VMT for all submitters. */
  readonly submittersBudget: bigint;
  /** Most units of VMT that one point may earn. */
  readonly maximumPerPoint: bigint;
}

/**
 * Units of VMT that `score` points earn, rounded down: the part of the budget that they are of all points, but at most
 * `maximumPerPoint` each, so that a quiet epoch is no jackpot. What is not earned stays in the pool.
 */
export function rewardOf(score: bigint, { totalScore, submittersBudget, maximumPerPoint }: Purse): bigint {
  if (score === 0n) return 0n;
  const plenty = totalScore * maximumPerPoint <= submittersBudget;
  return plenty ? score * maximumPerPoint : (score * submittersBudget) / totalScore;
}
