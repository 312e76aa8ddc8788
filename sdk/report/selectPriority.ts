import { ZeroAddress } from "ethers";

import { epochAt } from "../epochs/epochAt.js";
import { scoringRule } from "../scoring/scoringRule.js";
import { allowsSale } from "../types/allowsSale.js";
import { comparePriority } from "./comparePriority.js";
import { contentKey } from "./contentKey.js";
import type { EpochTimes } from "../epochs/EpochTimes.js";
import type { ReportSubmission } from "./ReportSubmission.js";

/**
 * Who is first for each content, among the submissions that count in the report of `epoch`:
 *
 * - its root was submitted before the epoch's end
 * - the file was handed over by then, and within `scoringRule.handOverEpochs` epochs of the root's
 * - it was proven that the submitter had the bytes
 * - its submitter is not the zero address, which could neither claim nor be paid, and would block others
 *
 * First is whoever's policy allows the sale, of these the earliest root, then the earlier log: content that cannot be sold
 * does not block a later submission that can. Two leaves under one root are equally early; the smaller possession hash
 * decides, which is arbitrary but the same for everybody. Trying salts for a small one helps only against somebody who
 * sends the same content in the same tree. Of two ciphertexts handed over for one leaf the earlier counts, then the
 * smaller digest.
 *
 * The sender of a root plays no part. A copied root names the submitters of the original in its leaves, so the copy is
 * at most an earlier or later time of the same submitter; a copied hash fails the proof of possession.
 *
 * @returns the first submission by `contentKey`
 */
export function selectPriority(
  submissions: Iterable<ReportSubmission>,
  epoch: bigint,
  times: EpochTimes,
): ReadonlyMap<string, ReportSubmission> {
  const first = new Map<string, ReportSubmission>();
  for (const submission of submissions) {
    if (!countsIn(submission, epoch, times)) continue;
    const key = contentKey(submission.sample.kind, submission.sample.contentHash);
    const holder = first.get(key);
    if (holder === undefined || compareClaims(submission, holder) < 0) first.set(key, submission);
  }
  return first;
}

function countsIn(
  { sample, rootTime, handedOverIn, possessionVerified }: ReportSubmission,
  epoch: bigint,
  times: EpochTimes,
): boolean {
  const submittedIn = epochAt(rootTime, times);
  return (
    possessionVerified &&
    sample.submitter !== ZeroAddress &&
    submittedIn <= epoch &&
    handedOverIn !== null &&
    handedOverIn <= epoch &&
    handedOverIn <= submittedIn + scoringRule.handOverEpochs
  );
}

function compareClaims(a: ReportSubmission, b: ReportSubmission): number {
  return (
    Number(allowsSale(b.sample.policy)) - Number(allowsSale(a.sample.policy)) ||
    comparePriority(a, b) ||
    compareText(a.sample.possession, b.sample.possession) ||
    // The same possession hash is the same submitter's; of two policies the freer one.
    Number(a.sample.policy - b.sample.policy) ||
    compareEpochs(a.handedOverIn, b.handedOverIn) ||
    compareText(a.ciphertextCid, b.ciphertextCid) ||
    compareText(a.keyCommitment, b.keyCommitment)
  );
}

/** Both are known: what was not handed over does not count. */
function compareEpochs(a: bigint | null, b: bigint | null): number {
  return Number((a ?? 0n) - (b ?? 0n));
}

function compareText(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  return x < y ? -1 : x > y ? 1 : 0;
}
