import { createHash } from "node:crypto";

import { keyCommitment } from "../../../sdk/keys/keyCommitment.js";
import type { ReportInputs } from "../../../sdk/report/ReportInputs.js";
import type { ReportSubmission } from "../../../sdk/report/ReportSubmission.js";
import type { ScanResult } from "../../../sdk/report/ScanResult.js";
import { scoringRule } from "../../../sdk/scoring/scoringRule.js";
import { Category } from "../../../sdk/types/Category.js";
import { Kind } from "../../../sdk/types/Kind.js";
import { Policy } from "../../../sdk/types/Policy.js";
import { benchEpochs } from "./benchEpochs.js";

const SAMPLES_PER_SUBMITTER = 10;
const NEAR_DUPLICATES = 4; // one sample in so many repeats the digest of the one before it
const ENGINES = 5n;

/** Who owns sample 0, and so claims and is paid when it is bought. */
const firstSubmitter = account(0);

/** The key to sample 0. */
const firstKey = hash("key of the sample that is sold");

/**
 * An epoch of new files, the same in each run: ten samples to a submitter, a digest each, every fourth one a
 * near-duplicate, all malicious to three to five of five engines.
 */
export const syntheticEpoch = {
  firstSubmitter,
  firstKey,

  firstContent: (epoch: bigint): string => hash(`content 0 of ${epoch}`),

  inputsOf: (samples: number, epoch: bigint): ReportInputs => {
    const submissions: ReportSubmission[] = [];
    const scans: ScanResult[] = [];
    let digest = "";
    for (let i = 0; i < samples; i += 1) {
      const contentHash = hash(`content ${i} of ${epoch}`);
      if (i % NEAR_DUPLICATES !== 1) digest = hash(`digest ${i} of ${epoch}`).slice(2) + "c0ffee";
      submissions.push({
        sample: {
          submitter: account(Math.floor(i / SAMPLES_PER_SUBMITTER)),
          kind: Kind.FILE,
          contentHash,
          possession: hash(`possession ${i} of ${epoch}`),
          policy: Policy.CLEAR,
        },
        rootTime: benchEpochs.times.genesis + (epoch - 1n) * benchEpochs.times.epochLength,
        blockNumber: 1_000n,
        logIndex: 0n,
        handedOverIn: epoch,
        possessionVerified: true,
        ciphertextCid: hash(`ciphertext ${i} of ${epoch}`),
        keyCommitment: i === 0 ? keyCommitment(firstKey) : hash(`commitment ${i} of ${epoch}`),
      });
      scans.push({
        kind: Kind.FILE,
        contentHash,
        category: Category.MALICIOUS,
        detections: ENGINES - BigInt(i % 3),
        engines: ENGINES,
        labelsHash: hash(`labels ${i} of ${epoch}`),
        tlsh: digest,
        distanceToNearestKnown: null,
      });
    }
    return {
      epoch,
      round: 0n,
      times: benchEpochs.times,
      submissions,
      scans,
      previouslyRewarded: new Map(),
      previouslyUnrewarded: new Map(),
      submittersBudget: benchEpochs.submittersBudget,
      maximumPerPoint: scoringRule.maximumPerPoint,
    };
  },
} as const;

function hash(name: string): string {
  // In one piece, as a text that was read from a file would be.
  return Buffer.from(`0x${createHash("sha256").update(name).digest("hex")}`, "latin1").toString("latin1");
}

function account(index: number): string {
  return hash(`submitter ${index}`).slice(0, 42);
}
