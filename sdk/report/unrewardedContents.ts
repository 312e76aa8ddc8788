import { contentKey } from "./contentKey.js";
import type { ReportedVerdict } from "./ReportedVerdict.js";
import type { ReportFile } from "./ReportFile.js";

/** The contents that reports have named and none has rewarded, by `contentKey`, each with its newest verdict. */
export function unrewardedContents(files: readonly ReportFile[]): ReadonlyMap<string, ReportedVerdict> {
  const newest = new Map<string, ReportedVerdict>();
  const rewarded = new Set<string>();
  for (const { verdicts } of files.toSorted((a, b) => Number(a.epoch - b.epoch))) {
    for (const verdict of verdicts) {
      const key = contentKey(verdict.kind, verdict.contentHash);
      newest.set(key, verdict);
      if (verdict.reward !== 0n) rewarded.add(key);
    }
  }
  for (const key of rewarded) newest.delete(key);
  return newest;
}
