// A supernode's part of an epoch without the chain: `buildEpoch.ts SAMPLES FOLDER` prints figures as JSON, and leaves the
// report and its file in the folder.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { buildReport } from "../../../sdk/report/buildReport.js";
import { checkReport } from "../../../sdk/report/checkReport.js";
import { verdictLeaves } from "../../../sdk/report/verdictLeaves.js";
import { MerkleTree } from "../../../sdk/trees/MerkleTree.js";
import { sampleLeaves } from "../../../sdk/trees/sampleLeaves.js";
import { peakMebibytes } from "../peakMebibytes.js";
import { secondsOf } from "../secondsOf.js";
import { benchEpochs } from "./benchEpochs.js";
import { epochFiles } from "./epochFiles.js";
import { hashAlone } from "./hashAlone.js";
import { syntheticEpoch } from "./syntheticEpoch.js";

const PROOFS = 20_000;
const HASHED_AT_LEAST = 100_000; // verdicts in sum, so that compiling after a collection does not decide
const ATTEMPTS = 3;

const [samplesText = "", folder = ""] = process.argv.slice(2);
const samples = Number(samplesText);

const repetitions = Math.max(1, Math.ceil(HASHED_AT_LEAST / samples));
const attempts = samples > 100_000 ? 2 : ATTEMPTS;

const baselineMebibytes = peakMebibytes();
const { verdicts, builderTree, ...measured } = await playSupernode();
const peak = peakMebibytes();

// In turn, so that both meet the same neighbours.
let [hashAloneSeconds, verdictTree] = [Infinity, Infinity];
for (let attempt = 0; attempt < attempts; attempt += 1) {
  hashAloneSeconds = Math.min(
    hashAloneSeconds,
    processorSecondsOf(() => {
      hashAlone(samples);
    }),
  );
  verdictTree = Math.min(
    verdictTree,
    processorSecondsOf(() => new MerkleTree(verdictLeaves(verdicts))),
  );
}

console.log(
  JSON.stringify({
    samples,
    accounts: measured.accounts,
    seconds: { ...measured.seconds, verdictTree, builderTree, hashAlone: hashAloneSeconds },
    proofsPerSecond: measured.proofsPerSecond,
    reportBytes: measured.reportBytes,
    mebibytes: { node: baselineMebibytes, inputs: measured.inputMebibytes, peak },
  }),
);

/** Everything once. Only the verdicts stay in memory: the collector would walk through the rest while trees are measured. */
async function playSupernode() {
  const inputs = syntheticEpoch.inputsOf(samples, benchEpochs.measured);
  const inputMebibytes = peakMebibytes();

  const leaves = secondsOf(() => sampleLeaves(inputs.submissions.map(({ sample }) => sample)));
  const submission = secondsOf(() => new MerkleTree(leaves.result));
  const built = secondsOf(() => buildReport(inputs));
  const { report, file, contents } = built.result;
  let builderTree = Infinity;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    builderTree = Math.min(
      builderTree,
      processorSecondsOf(() => new MerkleTree(verdictLeaves(contents.verdicts))),
    );
  }
  const checked = secondsOf(() => checkReport(file, report));
  const { verdictTree, verdicts, rewards } = checked.result;
  const proofs = secondsOf(() => {
    for (let i = 0; i < PROOFS; i += 1) verdictTree.proof((i * 7_919) % samples);
  });
  await epochFiles.write(folder, { submissionRoot: submission.result.root, report });
  await writeFile(join(folder, epochFiles.reportFile), file);

  return {
    verdicts,
    builderTree,
    accounts: rewards.length,
    seconds: {
      sampleLeaves: leaves.seconds,
      submissionTree: submission.seconds,
      report: built.seconds,
      check: checked.seconds,
    },
    proofsPerSecond: PROOFS / proofs.seconds,
    reportBytes: file.length,
    inputMebibytes,
  };
}

/** Time of the processor for one repetition: others can slow an attempt, never hasten it, so that the least of several counts. */
function processorSecondsOf(work: () => unknown): number {
  const { processorSeconds } = secondsOf(() => {
    for (let i = 0; i < repetitions; i += 1) work();
  });
  return processorSeconds / repetitions;
}
