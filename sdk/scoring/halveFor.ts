import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";

/**
 * Points left to the `position`-th near-duplicate of a cluster, counted from 1 in the order of submission:
 * score · 2^-(position − 1), rounded down. Without it, a thousand variants of one sample would earn a thousandfold.
 *
 * @throws {InvalidArgumentError} for a position that is no integer from 1, or a negative score
 */
export function halveFor(score: bigint, position: number): bigint {
  if (score < 0n) throw new InvalidArgumentError("score", score.toString(), "at least 0");
  if (!Number.isInteger(position) || position < 1) {
    throw new InvalidArgumentError("position", String(position), "an integer from 1");
  }
  return score >> BigInt(position - 1);
}
