import type { ReportSubmission } from "./ReportSubmission.js";

/**
 * Which of two submissions came first: by the time of the root, then by the order of logs. Negative when `a` did, zero
 * when both are under one root of one sender.
 */
export function comparePriority(a: ReportSubmission, b: ReportSubmission): number {
  return compare(a.rootTime, b.rootTime) || compare(a.blockNumber, b.blockNumber) || compare(a.logIndex, b.logIndex);
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
