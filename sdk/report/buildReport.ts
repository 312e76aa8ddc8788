import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { clusterSamples } from "../scoring/clusterSamples.js";
import { halveFor } from "../scoring/halveFor.js";
import { noveltyOf } from "../scoring/noveltyOf.js";
import { normalizeTlsh } from "../scoring/normalizeTlsh.js";
import { rewardsOf } from "../scoring/rewardsOf.js";
import { scoreOf } from "../scoring/scoreOf.js";
import { allowsSale } from "../types/allowsSale.js";
import { Kind } from "../types/Kind.js";
import type { Report } from "../types/Report.js";
import { comparePriority } from "./comparePriority.js";
import { contentKey } from "./contentKey.js";
import { encodeReport } from "./encodeReport.js";
import { normalizeHex } from "./normalizeHex.js";
import { reportCid } from "./reportCid.js";
import type { ReportedVerdict } from "./ReportedVerdict.js";
import { ReportFile } from "./ReportFile.js";
import type { ReportInputs } from "./ReportInputs.js";
import type { ScanResult } from "./ScanResult.js";
import type { RewardedContent } from "./RewardedContent.js";
import { rewardsByAccount } from "./rewardsByAccount.js";
import { selectPriority } from "./selectPriority.js";
import type { ReportSubmission } from "./ReportSubmission.js";

const UINT8_MAX = 2n ** 8n - 1n;
const UINT16_MAX = 2n ** 16n - 1n;
const UINT32_MAX = 2n ** 32n - 1n;
const UINT96_MAX = 2n ** 96n - 1n;

interface BuiltReport {
  /** What the council signs. */
  readonly report: Report;
  /** What `file` says; holds both trees. */
  readonly contents: ReportFile;
  /** The bytes behind `report.cid`. */
  readonly file: Uint8Array;
}

/** A content whose submitter is known, before rewards are shared. */
interface Entry {
  readonly scan: ScanResult;
  readonly contentHash: string;
  readonly submitter: string;
  readonly policy: bigint;
  readonly ciphertextCid: string;
  readonly keyCommitment: string;
  /** `null` for a re-scan of a content that was rewarded before. */
  readonly submission: ReportSubmission | null;
  score: bigint;
}

/**
 * Builds the report of an epoch by the published rule (docs/scoring.md).
 *
 * @throws {InvalidArgumentError} for two scans of one content, or a value that has no place in a verdict
 */
export function buildReport(inputs: ReportInputs): BuiltReport {
  requireWithin("epoch", inputs.epoch, UINT32_MAX);
  requireWithin("round", inputs.round, UINT8_MAX);
  requireWithin("submittersBudget", inputs.submittersBudget, UINT96_MAX);
  requireWithin("maximumPerPoint", inputs.maximumPerPoint, UINT96_MAX);

  const entries = entriesOf(inputs);
  halveNearDuplicates(entries);
  const scores = entries.map(({ score }) => score);
  const rewards = rewardsOf(scores, inputs.submittersBudget, inputs.maximumPerPoint);
  const verdicts = entries.map((entry, i) => toVerdict(entry, rewards[i] ?? 0n));

  const contents = new ReportFile({
    epoch: inputs.epoch,
    submittersBudget: inputs.submittersBudget,
    maximumPerPoint: inputs.maximumPerPoint,
    verdicts,
    rewards: rewardsByAccount(verdicts),
  });
  const file = encodeReport(contents);
  const report = {
    epoch: inputs.epoch,
    round: inputs.round,
    verdictsRoot: contents.verdictTree.root,
    rewardsRoot: contents.rewardTree.root,
    submitterTotal: rewards.reduce((sum, reward) => sum + reward, 0n),
    // Nothing to pay for until storage nodes are challenged.
    storageTotal: 0n,
    cid: reportCid(file),
  };
  return { report, contents, file };
}

/** One entry for each content that gets a verdict, in ascending order of kind and content hash. */
function entriesOf(inputs: ReportInputs): Entry[] {
  const { epoch, times, submissions, scans, previouslyRewarded, previouslyUnrewarded } = inputs;
  const first = selectPriority(submissions, epoch, times);
  const entries: Entry[] = [];
  const seen = new Set<string>();
  for (const scan of scans) {
    const contentHash = normalizeHex("contentHash", scan.contentHash, 32);
    const key = contentKey(scan.kind, contentHash);
    if (seen.has(key)) throw new InvalidArgumentError("content", key, "one scan for each content");
    seen.add(key);

    const rewarded = previouslyRewarded.get(key);
    const submission = rewarded === undefined ? (first.get(key) ?? null) : null;
    const reported = previouslyUnrewarded.get(key);
    const named = rewarded ?? (submission === null ? undefined : namedBy(reported, submission));
    if (named === undefined) continue;
    requireWithin("policy", named.policy, UINT8_MAX);
    const entry = {
      scan,
      contentHash,
      submitter: normalizeHex("submitter", named.submitter, 20),
      policy: named.policy,
      ciphertextCid: normalizeHex("ciphertextCid", named.ciphertextCid, 32),
      keyCommitment: normalizeHex("keyCommitment", named.keyCommitment, 32),
      submission,
      score: submission !== null && allowsSale(named.policy) ? scoreFor(scan) : 0n,
    };
    if (entry.score !== 0n || !repeats(entry, reported)) entries.push(entry);
  }
  return entries.sort((a, b) => a.scan.kind - b.scan.kind || (a.contentHash < b.contentHash ? -1 : 1));
}

/** Who a verdict names, with ciphertext and key of his: whoever was reported first, unless that may not be sold. */
function namedBy(
  reported: ReportedVerdict | undefined,
  { sample: { submitter, policy }, ciphertextCid, keyCommitment }: ReportSubmission,
): RewardedContent {
  return reported !== undefined && allowsSale(reported.policy)
    ? reported
    : { submitter, policy, ciphertextCid, keyCommitment };
}

/** Whether an entry without points says what the newest verdict on the content said. */
function repeats(entry: Entry, reported: ReportedVerdict | undefined): boolean {
  if (reported === undefined) return false;
  return (
    entry.scan.category === reported.category &&
    entry.policy === reported.policy &&
    entry.submitter === reported.submitter &&
    entry.ciphertextCid === reported.ciphertextCid &&
    entry.keyCommitment === reported.keyCommitment
  );
}

function scoreFor(scan: ScanResult): bigint {
  return scoreOf({ ...scan, novelty: noveltyOf(scan.distanceToNearestKnown) });
}

/**
 * Near-duplicates are counted among contents of one kind that have points, first come first: what earns nothing anyway
 * must not halve what others earn. Contents under one root are equally early and keep the order of their hashes.
 */
function halveNearDuplicates(entries: readonly Entry[]): void {
  for (const kind of Object.values(Kind)) {
    const earning: { entry: Entry; submission: ReportSubmission }[] = [];
    for (const entry of entries) {
      const { scan, score, submission } = entry;
      if (scan.kind === kind && score !== 0n && submission !== null) earning.push({ entry, submission });
    }
    earning.sort((a, b) => comparePriority(a.submission, b.submission));

    const clusters = clusterSamples(earning.map(({ entry }) => entry.scan.tlsh));
    const sizes = new Map<number, number>();
    earning.forEach(({ entry }, i) => {
      const head = clusters[i] ?? i;
      const position = (sizes.get(head) ?? 0) + 1;
      sizes.set(head, position);
      entry.score = halveFor(entry.score, position);
    });
  }
}

function toVerdict(entry: Entry, reward: bigint): ReportedVerdict {
  const { scan, contentHash, submitter, policy, score, ciphertextCid, keyCommitment } = entry;
  requireWithin("engines", scan.engines, UINT16_MAX);
  requireWithin("detections", scan.detections, scan.engines);
  return {
    kind: scan.kind,
    contentHash,
    category: scan.category,
    score,
    reward,
    submitter,
    detections: scan.detections,
    engines: scan.engines,
    policy,
    labelsHash: normalizeHex("labelsHash", scan.labelsHash, 32),
    ciphertextCid,
    keyCommitment,
    tlsh: scan.tlsh === null ? null : normalizeTlsh(scan.tlsh),
  };
}

function requireWithin(argument: string, value: bigint, maximum: bigint): void {
  if (value < 0n || value > maximum) throw new InvalidArgumentError(argument, value.toString(), `0 to ${maximum}`);
}
