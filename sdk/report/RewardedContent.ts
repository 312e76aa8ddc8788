/** What is known of a content that an earlier report rewarded. */
export interface RewardedContent {
  /** Who was rewarded. */
  readonly submitter: string;
  /** The policy under which it was rewarded. */
  readonly policy: bigint;
  /** Digest of the ciphertext that was handed over with it, which a re-scan goes on offering. */
  readonly ciphertextCid: string;
  /** keccak256 of the key to that ciphertext. */
  readonly keyCommitment: string;
}
