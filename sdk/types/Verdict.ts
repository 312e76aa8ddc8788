import type { Category } from "./Category.js";
import type { Kind } from "./Kind.js";

/** What a council says of one content in one epoch: a leaf of a verdict tree. `Verdict` of libraries/Verdicts.sol. */
export interface Verdict {
  readonly kind: Kind;
  /** SHA-256 of the bytes; of a URL, of its canonical form. */
  readonly contentHash: string;
  readonly category: Category;
  /** Points given by the published scoring rule. */
  readonly score: bigint;
  /** Units of VMT that this leaf earned in this epoch; 0 in every re-scan. */
  readonly reward: bigint;
  /** Who was rewarded first for this content, and is paid at each sale. */
  readonly submitter: string;
  /** Engines that gave a label. */
  readonly detections: bigint;
  /** Engines that were asked. */
  readonly engines: bigint;
  /** See Policy. */
  readonly policy: bigint;
  /** Hash of the table of labels. */
  readonly labelsHash: string;
  /** Digest of the encrypted content on IPFS. */
  readonly ciphertextCid: string;
  /** keccak256 of the content key. */
  readonly keyCommitment: string;
}
