import type { Kind } from "../types/Kind.js";

/** The identity of a content, as a key of maps: the same bytes as a file and as intelligence are two contents. */
export function contentKey(kind: Kind, contentHash: string): string {
  return `${kind}:${contentHash.toLowerCase()}`;
}
