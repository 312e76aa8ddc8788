import { SimilarityIndex } from "../scoring/SimilarityIndex.js";
import { Kind } from "../types/Kind.js";
import type { ReportFile } from "./ReportFile.js";

/**
 * The contents that earlier reports rewarded, as `noveltyOf` needs them: by their digests. Whoever has the same reports
 * gets the same distances, in whichever order they came.
 */
export class KnownContents {
  private readonly byKind = new Map<Kind, SimilarityIndex>();

  constructor(earlier: readonly ReportFile[]) {
    const ordered = earlier.toSorted((a, b) => Number(a.epoch - b.epoch));
    for (const kind of Object.values(Kind)) {
      const digests = ordered.flatMap(({ verdicts }) =>
        verdicts.flatMap((verdict) =>
          verdict.kind === kind && verdict.reward !== 0n && verdict.tlsh !== null ? [verdict.tlsh] : [],
        ),
      );
      if (digests.length === 0) continue;
      const index = new SimilarityIndex(digests.length);
      for (const digest of digests) index.add(digest);
      this.byKind.set(kind, index);
    }
  }

  /**
   * TLSH distance to the nearest rewarded content of that kind; `null` without a digest, or when none is near.
   *
   * @throws {InvalidArgumentError} when `tlsh` is no digest
   */
  distanceTo(kind: Kind, tlsh: string | null): number | null {
    return (tlsh === null ? null : this.byKind.get(kind)?.nearest(tlsh)?.distance) ?? null;
  }
}
