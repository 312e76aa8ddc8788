/** What is known of a content that an earlier report rewarded. */
export interface RewardedContent {
  /** Who was rewarded. */
  readonly submitter: string;
  /** The policy under which it was rewarded. */
  readonly policy: bigint;
}
