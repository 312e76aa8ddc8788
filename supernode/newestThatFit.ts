import type { Examination } from "./Examination.js";
import { handOverDigest } from "./handOverDigest.js";

/**
 * The examinations whose lines have at most `maximum` bytes together, in their order. When not all fit, the newest are taken: what
 * too few have ever acknowledged would otherwise keep out what comes in today. Among those of one epoch a digest decides, so that
 * supernodes that know the same tell the same.
 *
 * @param sizeOf the bytes of an examination's line
 */
export function newestThatFit(
  examinations: readonly Examination[],
  maximum: number,
  sizeOf: (examination: Examination) => number,
): readonly Examination[] {
  const sizes = examinations.map(sizeOf);
  if (sizes.reduce((sum, size) => sum + size, 0) <= maximum) return examinations;
  const newestFirst = examinations
    .map(({ acknowledgedIn, claims }, index) => ({ acknowledgedIn, index, digest: handOverDigest(claims) }))
    .sort((a, b) => Number(b.acknowledgedIn - a.acknowledgedIn) || (a.digest < b.digest ? -1 : 1));
  const taken = new Set<number>();
  let total = 0;
  for (const { index } of newestFirst) {
    total += sizes[index] ?? 0;
    if (total > maximum) break;
    taken.add(index);
  }
  return examinations.filter((_, index) => taken.has(index));
}
