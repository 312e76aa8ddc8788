/** How long a campaign plays. */
export interface CampaignSize {
  readonly runs: number;
  /** Calls in a run. */
  readonly depth: number;
}

/** What a campaign plays. */
export interface CampaignOrder {
  /** Of the repository. */
  readonly root: string;
  /** Files of tests, from the root. */
  readonly suites: readonly string[];
  readonly size: CampaignSize;
  /** In hexadecimal. */
  readonly seed: string;
}
