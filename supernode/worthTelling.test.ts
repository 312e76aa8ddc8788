import { expect } from "chai";

import { buildReport } from "../sdk/report/buildReport.js";
import type { ReportInputs } from "../sdk/report/ReportInputs.js";
import { testInputs } from "../sdk/report/testInputs.js";
import { Category } from "../sdk/types/Category.js";
import { Policy } from "../sdk/types/Policy.js";
import type { Examination } from "./Examination.js";
import { worthTelling } from "./worthTelling.js";

const { hash, inputs, scan, submission } = testInputs;
const UNKNOWN = { category: Category.UNDETERMINED, detections: 0n };

/** What a supernode found out about the hand-over of a submitter's content. */
function examined(submitter: string, content: string, acknowledgedIn: bigint): Examination {
  const { sample, ciphertextCid, keyCommitment } = submission(submitter, content);
  const claims = { sample, aggregator: sample.submitter, root: hash("root"), proof: [], ciphertextCid, keyCommitment };
  return { claims, acknowledgedIn, labels: [], similarity: null };
}

/** The report of epoch 5 on what ann submitted. */
function reported(changes: Partial<ReportInputs>) {
  return buildReport(inputs({ submissions: [submission("ann", "x")], scans: [scan("x")], ...changes })).contents;
}

describe("worthTelling (P5)", () => {
  const [own, other] = [examined("ann", "x", 5n), examined("bob", "x", 5n)];

  it("is what no report has named, once the epoch has come", () => {
    expect(worthTelling([own, other], 4n, [])).to.deep.equal([]);
    expect(worthTelling([own, other], 5n, [])).to.deep.equal([own, other]);
    expect(worthTelling([own, other], 500n, [])).to.deep.equal([own, other]);
  });

  it("is nothing of a content that was rewarded", () => {
    expect(worthTelling([own, other], 6n, [reported({})])).to.deep.equal([]);
  });

  it("is another hand-over of a content without a reward, for the epochs in which a hand-over counts", () => {
    const noResale = submission("ann", "x", { sample: { policy: Policy.NO_RESALE } });
    for (const file of [reported({ scans: [scan("x", UNKNOWN)] }), reported({ submissions: [noResale] })]) {
      for (const epoch of [5n, 6n, 8n]) expect(worthTelling([own, other], epoch, [file])).to.deep.equal([other]);
      expect(worthTelling([own, other], 9n, [file])).to.deep.equal([]);
    }
  });

  it("is a content whose points met an empty budget", () => {
    const empty = reported({ submittersBudget: 0n });
    expect(empty.verdicts.map(({ score, reward }) => [score !== 0n, reward])).to.deep.equal([[true, 0n]]);
    expect(worthTelling([own], 50n, [empty])).to.deep.equal([own]);
  });
});
