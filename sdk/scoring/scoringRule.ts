import { Category } from "../types/Category.js";
import { Kind } from "../types/Kind.js";

/**
 * The numbers of the published scoring rule (docs/scoring.md). Supernodes that score by other numbers sign other
 * reports, so a change is a new version of the rule and not a setting.
 */
export const scoringRule = {
  /** Points of a new file that every engine calls malicious. */
  fullScore: 1_000_000n,

  /** Basis points. Nothing for what is harmless or not known to be harmful: noise can be made without end. */
  categoryWeights: {
    [Category.UNDETERMINED]: 0n,
    [Category.HARMLESS]: 0n,
    [Category.SUSPICIOUS]: 2_500n,
    [Category.MALICIOUS]: 10_000n,
  },

  /** Basis points. A URL is the cheapest to make, and no digest shows its near-duplicates. */
  kindWeights: { [Kind.FILE]: 10_000n, [Kind.URL]: 1_000n, [Kind.INTEL]: 5_000n },

  /** Two contents within this TLSH distance are near-duplicates. At most 31, see `SimilarityIndex`. */
  nearDistance: 30,

  /** Novelty in basis points at exactly `nearDistance`: a half, as for the second of a cluster within one epoch. */
  nearNovelty: 5_000n,

  /** Novelty in basis points of a content with no known near-duplicate. */
  fullNovelty: 10_000n,

  /** Most units of VMT that one point earns: a full score earns 10 VMT. A network may agree on another number. */
  maximumPerPoint: 10n ** 13n,

  /** A file handed over in epoch `root + handOverEpochs` still counts, one epoch later it does not. */
  handOverEpochs: 3n,
} as const;
