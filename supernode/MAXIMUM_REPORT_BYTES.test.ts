import { expect } from "chai";

import { encodeReport } from "../sdk/report/encodeReport.js";
import { ReportFile } from "../sdk/report/ReportFile.js";
import { Category } from "../sdk/types/Category.js";
import { Kind } from "../sdk/types/Kind.js";
import { examinationSchema } from "./examinationSchema.js";
import { MAXIMUM_BULLETIN_BYTES } from "./MAXIMUM_BULLETIN_BYTES.js";
import { MAXIMUM_REPORT_BYTES } from "./MAXIMUM_REPORT_BYTES.js";

const MAXIMUM_SEATS = 63;
const hash = `0x${"f".repeat(64)}`;
const account = `0x${"f".repeat(40)}`;
const address = `0x${"0".repeat(40)}`;
const [UINT8, UINT16, UINT32, UINT96] = [8n, 16n, 32n, 96n].map((bits) => 2n ** bits - 1n) as [
  bigint,
  bigint,
  bigint,
  bigint,
];

/** A report with the longest header, and as many of the longest verdicts and rewards. */
function longest(lines: number): number {
  const verdict = {
    kind: Kind.INTEL,
    contentHash: hash,
    category: Category.MALICIOUS,
    score: UINT32,
    reward: UINT96,
    submitter: account,
    detections: UINT16,
    engines: UINT16,
    policy: UINT8,
    labelsHash: hash,
    ciphertextCid: hash,
    keyCommitment: hash,
    tlsh: `T1${"F".repeat(70)}`,
  };
  return encodeReport(
    new ReportFile({
      epoch: UINT32,
      submittersBudget: UINT96,
      maximumPerPoint: UINT96,
      verdicts: Array.from({ length: lines }, () => verdict),
      rewards: Array.from({ length: lines }, () => ({ account, amount: UINT96 })),
    }),
  ).length;
}

/** The shortest line by which a seat can acknowledge a content. */
function shortestLine(): number {
  const sample = { submitter: address, kind: 0, contentHash: hash, possession: hash, policy: 0 };
  const claims = { sample, aggregator: address, root: hash, proof: [], ciphertextCid: hash, keyCommitment: hash };
  const line = { claims, acknowledgedIn: 0, labels: [], similarity: null };
  expect(examinationSchema.safeParse(line).success).to.equal(true);
  return JSON.stringify(line).length + "\n".length;
}

describe("MAXIMUM_REPORT_BYTES", () => {
  it("is above any report that bulletins of the largest size can give, whatever the number of seats", () => {
    const header = longest(0);
    const ofContent = longest(1) - header;
    expect(ofContent).to.be.below(shortestLine());
    for (let seats = 1; seats <= MAXIMUM_SEATS; ++seats) {
      const quorum = Math.floor((2 * seats) / 3) + 1;
      const contents = Math.floor((seats * MAXIMUM_BULLETIN_BYTES) / (quorum * shortestLine()));
      expect(header + 20 + contents * ofContent, `${seats} seats`).to.be.at.most(MAXIMUM_REPORT_BYTES); // longer counts
    }
  });
});
