import type { EpochTimes } from "../epochs/EpochTimes.js";
import type { ReportedVerdict } from "./ReportedVerdict.js";
import type { RewardedContent } from "./RewardedContent.js";
import type { ScanResult } from "./ScanResult.js";
import type { ReportSubmission } from "./ReportSubmission.js";

/**
 * All that a report depends on: equal inputs, in whatever order, give equal bytes. Supernodes have equal inputs when they
 * derive them from the chain, from the same acknowledgements (`handOverEpoch`), label lists (`mergeLabels`) and budget,
 * and from earlier reports; docs/scoring.md says how they come to hold the same.
 */
export interface ReportInputs {
  /** The epoch that the report closes. */
  readonly epoch: bigint;
  /** The round of the next epoch, from 0, in which it is to be published. */
  readonly round: bigint;
  readonly times: EpochTimes;
  /** Of the contents scanned, unless rewarded before. Those that do not count are passed over. */
  readonly submissions: readonly ReportSubmission[];
  /** One for each content. Without a submission that counts, or an earlier reward, it yields no verdict. */
  readonly scans: readonly ScanResult[];
  /** Contents rewarded in earlier epochs, by `contentKey`; see `rewardedContents`. */
  readonly previouslyRewarded: ReadonlyMap<string, RewardedContent>;
  /** Contents that earlier epochs reported and none rewarded, by `contentKey`; see `unrewardedContents`. */
  readonly previouslyUnrewarded: ReadonlyMap<string, ReportedVerdict>;
  /** Units of VMT for submitters; see `safeBudget`. */
  readonly submittersBudget: bigint;
  /** Most units of VMT that one point may earn. */
  readonly maximumPerPoint: bigint;
}
