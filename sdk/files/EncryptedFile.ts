/** What encrypting a file yields: all that a submission and a verdict need to know of it. */
export interface EncryptedFile {
  /** SHA-256 of the plaintext. */
  readonly contentHash: string;
  /** sha256(submitter, salt, plaintext). */
  readonly possession: string;
  /** The content key: a secret, 32 bytes. */
  readonly key: string;
  /** keccak256 of the key. */
  readonly keyCommitment: string;
  /** SHA-256 of the encrypted file: the digest in its CID, see cidOf. */
  readonly ciphertextCid: string;
  /** Of the plaintext, in bytes. */
  readonly size: number;
}
