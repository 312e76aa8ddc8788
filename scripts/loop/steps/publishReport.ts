import { formatEther } from "ethers";

import type { Label } from "../../../engines/Label.js";
import { labelsHash } from "../../../engines/labels/labelsHash.js";
import { mergeLabels } from "../../../engines/labels/mergeLabels.js";
import { buildReport } from "../../../sdk/report/buildReport.js";
import { checkReport } from "../../../sdk/report/checkReport.js";
import type { ReportFile } from "../../../sdk/report/ReportFile.js";
import type { ReportInputs } from "../../../sdk/report/ReportInputs.js";
import { safeBudget } from "../../../sdk/report/safeBudget.js";
import type { ScanResult } from "../../../sdk/report/ScanResult.js";
import { weakestQuorumWeight } from "../../../sdk/report/weakestQuorumWeight.js";
import { scoringRule } from "../../../sdk/scoring/scoringRule.js";
import { encodeSignatures } from "../../../sdk/signatures/encodeSignatures.js";
import { signReport } from "../../../sdk/signatures/signReport.js";
import type { Report } from "../../../sdk/types/Report.js";
import type { Signature } from "../../../sdk/types/Signature.js";
import type { Examination, LocalSupernode } from "../LocalSupernode.js";
import type { Loop } from "../Loop.js";
import { LoopFailed } from "../LoopFailed.js";
import { moveToEpoch } from "../moveToEpoch.js";
import type { Submission } from "./submitSamples.js";

const MARGIN = 100n; // 1 %

export interface PublishedReport {
  readonly report: Report;
  readonly contents: ReportFile;
  /** The merged rows of each content, by content hash. */
  readonly labels: ReadonlyMap<string, readonly Label[]>;
}

/**
 * Every supernode stores and scans every content with its own engines; they exchange their labels, each builds the report
 * from them, and since all build the same bytes, a quorum signs and anyone publishes.
 */
export async function publishReport(
  loop: Loop,
  submissions: readonly Submission[],
  supernodes: readonly LocalSupernode[],
): Promise<PublishedReport> {
  const { system, journal, actors } = loop;
  const { clock, ledger } = system;
  const epoch = await clock.currentEpoch();
  for (const [seat, { engines }] of supernodes.entries()) {
    journal.note(`supernode ${seat} scans with ${engines.map(({ name }) => name).join(", ")}`);
  }
  const examined: Examination[][] = [];
  for (const submission of submissions) {
    const findings: Examination[] = [];
    const report = journal.progress(`${supernodes.length} supernodes scan ${submission.input.name}`);
    for (const [index, node] of supernodes.entries()) {
      findings.push(await node.examine(submission));
      report((index + 1) * submission.input.bytes, supernodes.length * submission.input.bytes);
    }
    examined.push(findings);
    const { labels } = mergeLabels(findings.map((finding) => finding.labels));
    const found = labels.flatMap(({ engine, label }) => (label === null ? [] : [`${engine}: ${label}`]));
    journal.note(`scanned ${submission.input.name}: ${found.length === 0 ? "nothing found" : found.join(", ")}`);
  }

  await moveToEpoch(loop, epoch + 1n);
  const inputs = await reportInputs(loop, epoch, submissions, examined, supernodes);
  const built = supernodes.map(() => buildReport(inputs));
  const [first] = built;
  if (first === undefined) throw new LoopFailed("there is no supernode to build a report");
  const { report, file } = first;
  const contents = checkReport(file, report);
  journal.check(
    "all supernodes build one report",
    built.every((other) => Buffer.from(other.file).equals(file)),
    `${contents.verdicts.length} verdicts, digest ${report.cid}`,
  );

  const { chainId } = await loop.provider.getNetwork();
  const ledgerAddress = await ledger.getAddress();
  const bySeat = new Map<number, Signature>();
  for (const [seat, node] of supernodes.entries()) {
    bySeat.set(seat, await signReport(node.signer, chainId, ledgerAddress, report));
  }
  const { seats, signatures } = encodeSignatures(bySeat);
  await journal.sent("publish a report", ledger.connect(actors.bystander).publish(report, seats, signatures));
  const { verdictsRoot } = await ledger.publicationOf(epoch);
  journal.check("the report is on chain", verdictsRoot === contents.verdictTree.root, verdictsRoot);
  journal.note(`${signatures.length} signatures, ${formatEther(report.submitterTotal)} VMT for submitters`);
  return { report, contents, labels: labelsByContent(submissions, examined) };
}

async function reportInputs(
  { system }: Loop,
  epoch: bigint,
  submissions: readonly Submission[],
  examined: readonly (readonly Examination[])[],
  supernodes: readonly LocalSupernode[],
): Promise<ReportInputs> {
  const { clock, council, staking, rewardPool, ledger } = system;
  const weights = await Promise.all(supernodes.map((node) => staking.weightOf(node.address)));
  const pool = {
    available: await rewardPool.available(),
    parameters: {
      emissionRate: await rewardPool.EMISSION_RATE(),
      weightShare: await rewardPool.WEIGHT_SHARE(),
      submittersShare: await rewardPool.SUBMITTERS_SHARE(),
      supernodesShare: await rewardPool.SUPERNODES_SHARE(),
      storageShare: await rewardPool.STORAGE_SHARE(),
    },
  };
  const weight = weakestQuorumWeight(weights, Number(await council.QUORUM()));
  return {
    epoch,
    round: await ledger.currentRound(),
    times: { genesis: await clock.GENESIS(), epochLength: await clock.EPOCH_LENGTH() },
    submissions: submissions.map((submission) => ({
      sample: submission.sample,
      aggregator: submission.aggregator,
      rootTime: submission.submittedAt,
      blockNumber: BigInt(submission.blockNumber),
      logIndex: BigInt(submission.logIndex),
      handedOverIn: epoch,
      possessionVerified: true, // every supernode refuses what it could not verify
    })),
    scans: scanResults(submissions, examined),
    previouslyRewarded: new Map(),
    submittersBudget: safeBudget(pool, weight, MARGIN).submitters,
    maximumPerPoint: scoringRule.maximumPerPoint,
  };
}

/** One result for each content: of those submitted twice the first stands for all. */
function scanResults(
  submissions: readonly Submission[],
  examined: readonly (readonly Examination[])[],
): readonly ScanResult[] {
  const results = new Map<string, ScanResult>();
  for (const [index, { sample, ciphertextCid, keyCommitment }] of submissions.entries()) {
    const findings = examined[index] ?? [];
    const table = mergeLabels(findings.map(({ labels }) => labels));
    const key = `${sample.kind}:${sample.contentHash}`;
    if (results.has(key)) continue;
    results.set(key, {
      kind: sample.kind,
      contentHash: sample.contentHash,
      category: table.category,
      detections: BigInt(table.detections),
      engines: BigInt(table.engines),
      labelsHash: labelsHash(table),
      tlsh: findings[0]?.similarity ?? null,
      distanceToNearestKnown: null,
      ciphertextCid,
      keyCommitment,
    });
  }
  return [...results.values()];
}

function labelsByContent(
  submissions: readonly Submission[],
  examined: readonly (readonly Examination[])[],
): ReadonlyMap<string, readonly Label[]> {
  return new Map(
    submissions.map(({ sample }, index) => [
      sample.contentHash,
      mergeLabels((examined[index] ?? []).map(({ labels }) => labels)).labels,
    ]),
  );
}
