import { expect } from "chai";
import { ZeroHash } from "ethers";

import { Policy } from "../types/Policy.js";
import type { Report } from "../types/Report.js";
import type { Verdict } from "../types/Verdict.js";
import { buildReport } from "./buildReport.js";
import { checkReport } from "./checkReport.js";
import { encodeReport } from "./encodeReport.js";
import { InvalidReportError } from "./InvalidReportError.js";
import { reportCid } from "./reportCid.js";
import { ReportFile } from "./ReportFile.js";
import { testInputs } from "./testInputs.js";

const { account, hash, inputs, scan, submission } = testInputs;
const names = ["a", "b", "c"];
const built = buildReport(
  inputs({
    // One submitter of two contents, one of one.
    submissions: names.map((name) => submission(name === "c" ? "ann" : "bob", name)),
    scans: names.map((name) => scan(name)),
  }),
);
const { contents } = built;
const full = 7_000_000n;

/** A file with something changed, and a report that fits its leaves: only the leaves themselves are wrong. */
function forge(
  changes: { verdict?: Partial<Verdict>; rewards?: ReportFile["rewards"]; budget?: bigint },
  reported: Partial<Report> = {},
): [Uint8Array, Report] {
  const forged = new ReportFile({
    epoch: contents.epoch,
    submittersBudget: changes.budget ?? contents.submittersBudget,
    maximumPerPoint: contents.maximumPerPoint,
    verdicts: contents.verdicts.map((verdict, i) => (i === 1 ? { ...verdict, ...changes.verdict } : verdict)),
    rewards: changes.rewards ?? contents.rewards,
  });
  const file = encodeReport(forged);
  const report = {
    ...built.report,
    verdictsRoot: forged.verdictTree.root,
    rewardsRoot: forged.rewardTree.root,
    submitterTotal: forged.rewards.reduce((sum, { amount }) => sum + amount, 0n),
    cid: reportCid(file),
    ...reported,
  };
  return [file, report];
}

function expectRefused([file, report]: [Uint8Array, Report], where: string, actual: unknown, expected: unknown): void {
  expect(() => checkReport(file, report))
    .to.throw(InvalidReportError)
    .that.includes({ where, actual: String(actual), expected: String(expected) });
}

describe("checkReport", () => {
  it("returns what an honest file says", () => {
    expect(checkReport(built.file, built.report).verdicts).to.deep.equal(contents.verdicts);
    const empty = buildReport(inputs());
    expect(checkReport(empty.file, empty.report).verdicts).to.deep.equal([]);
  });

  it("accepts hashes of the report in either case", () => {
    const upper = (value: string) => value.toUpperCase().replace("0X", "0x");
    const { verdictsRoot, rewardsRoot, cid } = built.report;
    checkReport(built.file, {
      ...built.report,
      verdictsRoot: upper(verdictsRoot),
      rewardsRoot: upper(rewardsRoot),
      cid: upper(cid),
    });
  });

  it("finds a file that is not behind the CID, be it one bit", () => {
    const other = Buffer.from(built.file);
    other[50] = (other[50] ?? 0) ^ 1;
    expectRefused([other, built.report], "cid", reportCid(other), built.report.cid);
  });

  it("finds a malformed file", () => {
    const file = Buffer.from("{}\n");
    expectRefused([file, { ...built.report, cid: reportCid(file) }], "line 1", "{}", "the header of a report");
  });

  it("finds another epoch", () => {
    expectRefused([built.file, { ...built.report, epoch: 6n }], "epoch of the file", 5, 6);
  });

  it("finds a reward that the points do not earn", () => {
    expectRefused(forge({ verdict: { reward: full + 1n } }), "reward in line 3", full + 1n, full);
    expectRefused(forge({ verdict: { score: 999_999n } }), "reward in line 3", full, 6_999_993n);
  });

  it("finds points that no scan can give", () => {
    expectRefused(forge({ verdict: { score: 1_000_001n } }), "score in line 3", 1_000_001n, "at most 1000000");
    expectRefused(forge({ verdict: { policy: Policy.RED } }), "score in line 3", 1_000_000n, "at most 0");
    expectRefused(forge({ verdict: { detections: 0n } }), "score in line 3", 1_000_000n, "at most 0");
    expectRefused(forge({ verdict: { detections: 5n } }), "detections in line 3", 5n, "at most 4");
  });

  it("finds reward leaves that are not the sums of the verdicts", () => {
    const [first, second] = contents.rewards;
    if (first === undefined || second === undefined) throw new Error("two accounts are rewarded");
    const show = ({ account: to, amount }: typeof first) => `${amount} for ${to}`;
    const more = { ...first, amount: first.amount + 1n };
    expectRefused(forge({ rewards: [more, second] }), "line 5", show(more), show(first));
    expectRefused(forge({ rewards: [second] }), "line 5", show(second), show(first));
    expectRefused(forge({ rewards: [first] }), "line 6", "no reward", show(second));
    const stranger = { account: `0x${"ff".repeat(20)}`, amount: 1n };
    expectRefused(forge({ rewards: [first, second, stranger] }), "line 7", show(stranger), "no reward");
    const other = [{ ...first, account: account("eve") }, second].sort((a, b) => (a.account < b.account ? -1 : 1));
    expect(() => checkReport(...forge({ rewards: other }))).to.throw(InvalidReportError);
  });

  it("finds rewards above the budget of the header", () => {
    // Shared by points, 20,999,999 units pay a third each, rounded down.
    expectRefused(forge({ budget: 20_999_999n }), "reward in line 2", full, 6_999_999n);
    checkReport(...forge({ budget: 21_000_000n }));
  });

  it("finds totals that are not the sums of the leaves", () => {
    expectRefused(forge({}, { submitterTotal: 3n * full - 1n }), "submitterTotal", 3n * full - 1n, 3n * full);
    expectRefused(forge({}, { storageTotal: 1n }), "storageTotal", 1, 0);
  });

  it("finds roots that are not of the leaves", () => {
    const { verdictsRoot, rewardsRoot } = built.report;
    expectRefused(forge({}, { verdictsRoot: hash("other") }), "verdictsRoot", hash("other"), verdictsRoot);
    expectRefused(forge({}, { rewardsRoot: ZeroHash }), "rewardsRoot", ZeroHash, rewardsRoot);
  });
});
