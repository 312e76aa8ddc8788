import type { Category } from "../types/Category.js";
import type { Kind } from "../types/Kind.js";

/** What the supernodes' engines found in one content, merged: the same for whoever submitted it. */
export interface ScanResult {
  readonly kind: Kind;
  readonly contentHash: string;
  readonly category: Category;
  /** Engines that gave a label. */
  readonly detections: bigint;
  /** Engines that were asked. */
  readonly engines: bigint;
  /** Hash of the merged table of labels. */
  readonly labelsHash: string;
  /** TLSH digest of the bytes; `null` when they are too short or too uniform, and for a URL. */
  readonly tlsh: string | null;
  /** TLSH distance to the nearest content rewarded in an earlier epoch; see `noveltyOf`. */
  readonly distanceToNearestKnown: number | null;
}
