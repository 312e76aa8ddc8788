import { sha256, toUtf8Bytes } from "ethers";

import { Category } from "../types/Category.js";
import { Kind } from "../types/Kind.js";
import { Policy } from "../types/Policy.js";
import type { Sample } from "../types/Sample.js";
import type { ReportInputs } from "./ReportInputs.js";
import type { ScanResult } from "./ScanResult.js";
import type { ReportSubmission } from "./ReportSubmission.js";

type Changes = Partial<Omit<ReportSubmission, "sample">> & { sample?: Partial<Sample> };

/** Inputs for tests of this folder: a name stands for a hash or an account, epochs are 1,000 seconds from second 10,000. */
export const testInputs = {
  times: { genesis: 10_000n, epochLength: 1_000n },

  hash: (name: string): string => sha256(toUtf8Bytes(name)),

  account: (name: string): string => `0x${sha256(toUtf8Bytes(name)).slice(-40)}`,

  /** A TLSH digest at distance `steps` from the one of 0; at most 32. */
  tlsh: (steps: number): string => `T1000000${"01".repeat(steps)}${"00".repeat(32 - steps)}`,

  /** A file that counts in the report of epoch 5: its root is of that epoch's first second. */
  submission: (submitter: string, content: string, { sample, ...changes }: Changes = {}): ReportSubmission => ({
    sample: {
      submitter: testInputs.account(submitter),
      kind: Kind.FILE,
      contentHash: testInputs.hash(content),
      possession: testInputs.hash(`${submitter} has ${content}`),
      policy: Policy.CLEAR,
      ...sample,
    },
    rootTime: 14_000n,
    blockNumber: 100n,
    logIndex: 0n,
    handedOverIn: 5n,
    possessionVerified: true,
    ciphertextCid: testInputs.hash(`${submitter}'s ciphertext of ${content}`),
    keyCommitment: testInputs.hash(`${submitter}'s key of ${content}`),
    ...changes,
  }),

  /** A new file that four of four engines call malicious. */
  scan: (content: string, changes: Partial<ScanResult> = {}): ScanResult => ({
    kind: Kind.FILE,
    contentHash: testInputs.hash(content),
    category: Category.MALICIOUS,
    detections: 4n,
    engines: 4n,
    labelsHash: testInputs.hash(`labels of ${content}`),
    tlsh: null,
    distanceToNearestKnown: null,
    ...changes,
  }),

  /** A report of epoch 5 with plenty to give: 7 units a point. */
  inputs: (changes: Partial<ReportInputs> = {}): ReportInputs => ({
    epoch: 5n,
    round: 2n,
    times: testInputs.times,
    submissions: [],
    scans: [],
    previouslyRewarded: new Map(),
    previouslyUnrewarded: new Map(),
    submittersBudget: 10n ** 20n,
    maximumPerPoint: 7n,
    ...changes,
  }),
};
