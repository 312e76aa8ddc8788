import type { Category } from "../../sdk/types/Category.js";

/** What the pattern engine knows. Plain data, so that its digest is the engine's signature version. */
export interface PatternSignatures {
  /** Whole files, by SHA-256 (lower-case hex). */
  readonly hashes: readonly Signature<"sha256">[];
  /** Byte sequences anywhere in a file, in hex, of 8 bytes or more. */
  readonly sequences: readonly Signature<"hex">[];
  /** Hosts of URLs, with everything below them. A null label marks a host known to be harmless. */
  readonly hosts: readonly Signature<"host">[];
  /** Names that look-alike hosts imitate, in lower-case ASCII letters and digits. */
  readonly imitatedNames: readonly string[];
}

type Signature<Key extends string> = Readonly<Record<Key, string>> & {
  readonly label: string | null;
  readonly category: Category;
};
