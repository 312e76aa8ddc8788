/** Where encrypted files and reports are kept, by the SHA-256 of their bytes. A folder, IPFS or a web server. */
export interface ContentStore {
  /** Keeps a copy of a file and returns its digest. */
  putFile(path: string): Promise<string>;

  /** Keeps bytes as they come and returns their digest. */
  put(content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string>;

  /** Whether the content is at hand. Its bytes are checked when they are fetched. */
  has(digest: string): Promise<boolean>;

  /** Reads the whole content and refuses with a `ContentError` unless its bytes have the digest. */
  verify(digest: string): Promise<void>;

  /** Writes the content to `target` after its bytes were found to have the digest; on failure nothing. */
  fetchTo(digest: string, target: string): Promise<void>;
}
