import { formatEther } from "ethers";

import { labelsHash } from "../../../engines/labels/labelsHash.js";
import { Publisher } from "../../../sdk/clients/Publisher.js";
import { readEmissionParameters } from "../../../sdk/clients/readEmissionParameters.js";
import { readEpochTimes } from "../../../sdk/clients/readEpochTimes.js";
import { buildReport } from "../../../sdk/report/buildReport.js";
import { checkReport } from "../../../sdk/report/checkReport.js";
import { contentKey } from "../../../sdk/report/contentKey.js";
import { handOverEpoch } from "../../../sdk/report/handOverEpoch.js";
import type { ReportInputs } from "../../../sdk/report/ReportInputs.js";
import { safeBudget } from "../../../sdk/report/safeBudget.js";
import type { ScanResult } from "../../../sdk/report/ScanResult.js";
import { weakestQuorumWeight } from "../../../sdk/report/weakestQuorumWeight.js";
import { scoringRule } from "../../../sdk/scoring/scoringRule.js";
import { signReport } from "../../../sdk/signatures/signReport.js";
import type { Signature } from "../../../sdk/types/Signature.js";
import type { LocalSupernode } from "../LocalSupernode.js";
import type { Loop } from "../Loop.js";
import { LoopFailed } from "../LoopFailed.js";
import { moveToEpoch } from "../moveToEpoch.js";
import type { PublishedReport } from "../PublishedReport.js";
import type { ScannedInput } from "../ScannedInput.js";
import { scanSubmissions } from "../scanSubmissions.js";
import type { SubmittedInput } from "../SubmittedInput.js";

const MARGIN = 100n; // 1 %

/**
 * Every supernode stores and scans every content with its own engines; they exchange their labels, each builds the report
 * from them, and since all build the same bytes, a quorum signs and anyone publishes.
 */
export async function publishReport(
  loop: Loop,
  submissions: readonly SubmittedInput[],
  supernodes: readonly LocalSupernode[],
): Promise<PublishedReport> {
  const { system, journal, actors } = loop;
  const { clock, ledger } = system;
  const epoch = await clock.currentEpoch();
  const scanned = await scanSubmissions(journal, submissions, supernodes);

  await moveToEpoch(loop, epoch + 1n);
  const inputs = await reportInputs(loop, epoch, scanned, supernodes);
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
  const signatures = new Map<number, Signature>();
  for (const [seat, node] of supernodes.entries()) {
    signatures.set(seat, await signReport(node.signer, chainId, ledgerAddress, report));
  }
  const publishing = new Publisher(system, actors.bystander).publish(report, signatures);
  await journal.confirmed("publish a report", publishing);
  const { verdictsRoot } = await ledger.publicationOf(epoch);
  journal.check("the report is on chain", verdictsRoot === contents.verdictTree.root, verdictsRoot);
  journal.note(`${signatures.size} signatures, ${formatEther(report.submitterTotal)} VMT for submitters`);
  const labels = new Map(scanned.map(({ submitted, table }) => [submitted.sample.contentHash, table.labels]));
  return { report, contents, labels };
}

async function reportInputs(
  { system }: Loop,
  epoch: bigint,
  scanned: readonly ScannedInput[],
  supernodes: readonly LocalSupernode[],
): Promise<ReportInputs> {
  const { council, staking, rewardPool, ledger } = system;
  const weights = await Promise.all(supernodes.map((node) => staking.weightOf(node.address)));
  const quorum = Number(await council.QUORUM());
  const weight = weakestQuorumWeight(weights, quorum);
  const pool = { available: await rewardPool.available(), parameters: await readEmissionParameters(system) };
  return {
    epoch,
    round: await ledger.currentRound(),
    times: await readEpochTimes(system),
    submissions: scanned.map(({ submitted }) => ({
      sample: submitted.sample,
      rootTime: submitted.submittedAt,
      blockNumber: BigInt(submitted.blockNumber),
      logIndex: BigInt(submitted.logIndex),
      handedOverIn: handOverEpoch(
        supernodes.map((_, seat) => ({ seat, epoch })),
        quorum,
      ),
      possessionVerified: true, // every supernode refuses what it could not verify
      ciphertextCid: submitted.ciphertextCid,
      keyCommitment: submitted.keyCommitment,
    })),
    scans: scanResults(scanned),
    previouslyRewarded: new Map(),
    submittersBudget: safeBudget(pool, weight, MARGIN).submitters,
    maximumPerPoint: scoringRule.maximumPerPoint,
  };
}

/** One result for each content: of those submitted twice the first stands for all. */
function scanResults(scanned: readonly ScannedInput[]): readonly ScanResult[] {
  const results = new Map<string, ScanResult>();
  for (const { submitted, table, similarity } of scanned) {
    const { kind, contentHash } = submitted.sample;
    const key = contentKey(kind, contentHash);
    if (results.has(key)) continue;
    results.set(key, {
      kind,
      contentHash,
      category: table.category,
      detections: BigInt(table.detections),
      engines: BigInt(table.engines),
      labelsHash: labelsHash(table),
      tlsh: similarity,
      distanceToNearestKnown: null,
    });
  }
  return [...results.values()];
}
