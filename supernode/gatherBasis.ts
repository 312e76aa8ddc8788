import { groupBy } from "../engines/labels/groupBy.js";
import { labelsHash } from "../engines/labels/labelsHash.js";
import type { LabelTable } from "../engines/labels/LabelTable.js";
import { mergeLabels } from "../engines/labels/mergeLabels.js";
import { readEpochTimes } from "../sdk/clients/readEpochTimes.js";
import type { SystemContracts } from "../sdk/deployment/SystemContracts.js";
import { contentKey } from "../sdk/report/contentKey.js";
import { handOverEpoch } from "../sdk/report/handOverEpoch.js";
import { KnownContents } from "../sdk/report/KnownContents.js";
import type { ReportFile } from "../sdk/report/ReportFile.js";
import type { ReportSubmission } from "../sdk/report/ReportSubmission.js";
import { rewardedContents } from "../sdk/report/rewardedContents.js";
import type { ScanResult } from "../sdk/report/ScanResult.js";
import { unrewardedContents } from "../sdk/report/unrewardedContents.js";
import { scoringRule } from "../sdk/scoring/scoringRule.js";
import { sampleLeaf } from "../sdk/trees/sampleLeaf.js";
import { verifyProof } from "../sdk/trees/verifyProof.js";
import type { Bulletin } from "./Bulletin.js";
import type { Examination } from "./Examination.js";
import type { HandOverClaims } from "./HandOverClaims.js";
import { handOverKey } from "./handOverKey.js";
import { type MinedRoot, readRoot } from "./readRoot.js";
import type { ReportBasis } from "./ReportBasis.js";

interface Heard extends Examination {
  readonly seat: number;
}

/**
 * What the report of `epoch` is built from: the chain, one bulletin a seat, and the reports before. Who has the same
 * bulletins gathers the same; who lacks one, or has another of a seat, gathers something else.
 *
 * A hand-over counts once a quorum has acknowledged it, and its time is the chain's. Engines' labels are those of all
 * seats, an empty list where a seat said nothing. A content that an earlier report rewarded is not reported again, and
 * one near to it is worth less.
 *
 * @param submittersBudget units of VMT, see `readBudgets`
 * @param firstBlock where to search the roots from, at the latest the block of the registry's deployment
 */
export async function gatherBasis(
  system: SystemContracts,
  epoch: bigint,
  bulletins: Iterable<Bulletin>,
  earlier: readonly ReportFile[],
  submittersBudget: bigint,
  firstBlock = 0,
): Promise<ReportBasis> {
  const heard: Heard[] = [...bulletins]
    .filter((bulletin) => bulletin.epoch === epoch)
    .flatMap(({ seat, examinations }) => examinations.map((examination) => ({ ...examination, seat })));
  const rewarded = new Map(earlier.flatMap((file) => [...rewardedContents(file)]));
  const known = new KnownContents(earlier);
  const submissions = await countedSubmissions(system, heard, firstBlock);
  const keys = new Set(submissions.map(({ sample }) => contentKey(sample.kind, sample.contentHash)));
  const contents = groupBy(heard, ({ claims: { sample } }) => contentKey(sample.kind, sample.contentHash));
  const seats = Number(await system.council.SEATS());
  const scans: ScanResult[] = [];
  const tables: LabelTable[] = [];
  for (const [key, voices] of contents) {
    if (!keys.has(key) || rewarded.has(key)) continue;
    const { scan, table } = merge(voices, seats, known);
    scans.push(scan);
    tables.push(table);
  }
  const inputs = {
    epoch,
    // Of the block that would be mined now: the latest is of long ago on a quiet chain.
    round: await system.ledger.currentRound({ blockTag: "pending" }),
    times: await readEpochTimes(system),
    submissions,
    scans,
    previouslyRewarded: rewarded,
    previouslyUnrewarded: unrewardedContents(earlier),
    submittersBudget,
    maximumPerPoint: scoringRule.maximumPerPoint,
  };
  return { inputs, tables };
}

async function countedSubmissions(
  system: SystemContracts,
  heard: readonly Heard[],
  firstBlock: number,
): Promise<ReportSubmission[]> {
  const quorum = Number(await system.council.QUORUM());
  const submissions: ReportSubmission[] = [];
  // Of a root with many leaves the chain is asked once.
  const places = new Map<string, MinedRoot | undefined>();
  for (const voices of groupBy(heard, ({ claims }) => handOverKey(claims)).values()) {
    const acknowledgements = voices.map(({ seat, acknowledgedIn }) => ({ seat, epoch: acknowledgedIn }));
    const handedOverIn = handOverEpoch(acknowledgements, quorum);
    if (handedOverIn === null) continue;
    const claims = proven(voices);
    if (claims === undefined) continue;
    const { sample, aggregator, root, ciphertextCid, keyCommitment } = claims;
    const place = `${aggregator}:${root}`.toLowerCase();
    const mined = places.has(place) ? places.get(place) : await readRoot(system, aggregator, root, firstBlock);
    places.set(place, mined);
    if (mined === undefined) continue;
    submissions.push({
      sample,
      rootTime: mined.time,
      blockNumber: mined.blockNumber,
      logIndex: mined.logIndex,
      handedOverIn,
      possessionVerified: true, // by the quorum
      ciphertextCid,
      keyCommitment,
    });
  }
  return submissions;
}

/** The claims of one hand-over with a proof that its leaf is in its root, which is so whoever shows it. */
function proven(voices: readonly Heard[]): HandOverClaims | undefined {
  return voices
    .map(({ claims }) => claims)
    .find(({ root, sample, proof }) => verifyProof(root, sampleLeaf(sample), proof));
}

/**
 * The opinions of all seats on one content. A seat has one: of the lists that it gave for several hand-overs the one with most
 * detections, since engines learn; of equal ones the first.
 */
function merge(voices: readonly Heard[], seats: number, known: KnownContents): { scan: ScanResult; table: LabelTable } {
  const ascending = voices.toReversed().sort((a, b) => detectionsIn(a) - detectionsIn(b));
  const bySeat = new Map(ascending.map((voice) => [voice.seat, voice]));
  const table = mergeLabels(Array.from({ length: seats }, (_, seat) => bySeat.get(seat)?.labels ?? []));
  const [first] = voices;
  if (first === undefined) throw new Error("a content without a voice");
  const { kind, contentHash } = first.claims.sample;
  const tlsh = commonest([...bySeat.values()].map(({ similarity }) => similarity));
  const scan = {
    kind,
    contentHash,
    category: table.category,
    detections: BigInt(table.detections),
    engines: BigInt(table.engines),
    labelsHash: labelsHash(table),
    tlsh,
    distanceToNearestKnown: known.distanceTo(kind, tlsh),
  };
  return { scan, table };
}

function detectionsIn({ labels }: Examination): number {
  return labels.filter(({ label }) => label !== null).length;
}

/** What most say, since it depends on the bytes alone; among equals the first in code-unit order. */
function commonest(digests: readonly (string | null)[]): string | null {
  const camps = [...groupBy(digests, (digest) => digest ?? "").values()];
  camps.sort((a, b) => b.length - a.length || ((a[0] ?? "") < (b[0] ?? "") ? -1 : 1));
  return camps[0]?.[0] ?? null;
}
