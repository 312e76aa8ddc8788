import type { Peeked } from "./Peeked.js";

/** Where encrypted files and reports are kept, by the SHA-256 of their bytes. A folder, IPFS or a web server. */
export interface ContentStore {
  /** Keeps a copy of a file and returns its digest. */
  putFile(path: string): Promise<string>;

  /** Keeps bytes as they come and returns their digest. */
  put(content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string>;

  /** Whether the content is at hand. Its bytes are checked when they are fetched. */
  has(digest: string): Promise<boolean>;

  /**
   * The size of the content in bytes, and up to `length` bytes of its beginning. Neither is checked: it is for passing over what
   * need not be fetched. Refuses with a `ContentError` what is not at hand.
   *
   * @param accepts whether this can be the content: a store that has several files for a digest looks at the next one otherwise
   */
  peek(digest: string, length: number, accepts?: (peeked: Peeked) => boolean): Promise<Peeked>;

  /**
   * Reads the whole content and refuses with a `ContentError` unless its bytes have the digest.
   *
   * @param maximumBytes as for `fetchTo`
   */
  verify(digest: string, maximumBytes?: number): Promise<void>;

  /**
   * Writes the content to `target` after its bytes were found to have the digest; on failure nothing.
   *
   * @param maximumBytes refused above it, before they are read, by a store that can: for now, since nobody has looked whose bytes
   *   they are
   */
  fetchTo(digest: string, target: string, maximumBytes?: number): Promise<void>;
}
