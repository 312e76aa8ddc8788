import type { ContentSource } from "./input/ContentSource.js";
import type { Kind } from "../sdk/types/Kind.js";

/**
 * What an engine is given: a file on disk, which engines read in pieces, or bytes for small inputs such as a URL.
 *
 * `sha256` is 64 lower-case hex digits. The caller has computed it over the same bytes; engines look it up and do not
 * compute it again.
 */
export type ScanInput = {
  readonly kind: Kind;
  readonly sha256: string;
} & ContentSource;
