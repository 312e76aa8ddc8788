import { contentKey } from "../sdk/report/contentKey.js";
import type { Examination } from "./Examination.js";
import { handOverDigest } from "./handOverDigest.js";

/**
 * How many seats acknowledge which hand-over, in some hundred bytes for each: what too few acknowledge is in no report, so that
 * nobody need keep it, however much a few seats make up.
 */
export class HandOverCount {
  private readonly seats = new Map<string, number>();
  private readonly contents = new Set<string>();

  constructor(private readonly quorum: number) {}

  /** Counts a bulletin's examinations as they come; it is to be called once a seat. */
  count(): (examination: Examination) => void {
    const own = new Set<string>();
    return ({ claims }) => {
      const key = handOverDigest(claims);
      if (own.has(key)) return;
      own.add(key);
      const seats = (this.seats.get(key) ?? 0) + 1;
      this.seats.set(key, seats);
      const { kind, contentHash } = claims.sample;
      if (seats === this.quorum) this.contents.add(contentKey(kind, contentHash));
    };
  }

  /**
   * Says of a bulletin's examinations in their order which can matter: the first of each hand-over that a quorum acknowledges, and the
   * first of each content of such a hand-over, whose labels count. It is to be called once a seat, when all are counted.
   */
  select(): (examination: Examination) => boolean {
    const own = new Set<string>();
    const ownContents = new Set<string>();
    return ({ claims }) => {
      const content = contentKey(claims.sample.kind, claims.sample.contentHash);
      if (!this.contents.has(content)) return false;
      const key = handOverDigest(claims);
      const isFirst = !ownContents.has(content);
      const matters = isFirst || ((this.seats.get(key) ?? 0) >= this.quorum && !own.has(key));
      ownContents.add(content);
      own.add(key);
      return matters;
    };
  }
}
