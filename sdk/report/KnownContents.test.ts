import { expect } from "chai";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { scoringRule } from "../scoring/scoringRule.js";
import { Category } from "../types/Category.js";
import { Kind } from "../types/Kind.js";
import { buildReport } from "./buildReport.js";
import { encodeReport } from "./encodeReport.js";
import { KnownContents } from "./KnownContents.js";
import { readReport } from "./readReport.js";
import type { ReportFile } from "./ReportFile.js";
import type { ScanResult } from "./ScanResult.js";
import { testInputs } from "./testInputs.js";

const { inputs, scan, submission, tlsh: digest } = testInputs;

function reportOf(epoch: bigint, contents: Record<string, Partial<ScanResult>>): ReportFile {
  const names = Object.keys(contents);
  return buildReport(
    inputs({
      epoch,
      submissions: names.map((name) =>
        submission("ann", name, {
          rootTime: 10_000n + (epoch - 1n) * 1_000n,
          handedOverIn: epoch,
          sample: { kind: contents[name]?.kind ?? Kind.FILE },
        }),
      ),
      scans: names.map((name) => scan(name, contents[name])),
    }),
  ).contents;
}

describe("KnownContents", () => {
  it("gives the distance to the nearest rewarded content, up to the near distance and no further", () => {
    const { nearDistance } = scoringRule;
    const known = new KnownContents([reportOf(5n, { a: { tlsh: digest(0) } })]);
    expect(known.distanceTo(Kind.FILE, digest(0))).to.equal(0);
    expect(known.distanceTo(Kind.FILE, digest(nearDistance))).to.equal(nearDistance);
    expect(known.distanceTo(Kind.FILE, digest(nearDistance + 1))).to.equal(null);
  });

  it("takes the nearest of all epochs, in whichever order their reports are given", () => {
    const reports = [reportOf(5n, { a: { tlsh: digest(0) } }), reportOf(6n, { b: { tlsh: digest(9) } })];
    for (const order of [reports, reports.toReversed()]) {
      expect(new KnownContents(order).distanceTo(Kind.FILE, digest(7))).to.equal(2);
    }
  });

  it("knows nothing without a digest, of another kind, of what earned nothing, and without reports", () => {
    const known = new KnownContents([
      reportOf(5n, { a: { tlsh: digest(0), kind: Kind.INTEL }, b: { tlsh: null }, c: {} }),
      reportOf(6n, { d: { tlsh: digest(0), category: Category.HARMLESS } }),
    ]);
    expect(known.distanceTo(Kind.INTEL, digest(0))).to.equal(0);
    expect(known.distanceTo(Kind.FILE, digest(0))).to.equal(null);
    expect(known.distanceTo(Kind.INTEL, null)).to.equal(null);
    expect(new KnownContents([]).distanceTo(Kind.FILE, digest(0))).to.equal(null);
  });

  it("reads the digests from the public file, in one spelling", () => {
    const file = readReport(encodeReport(reportOf(5n, { a: { tlsh: digest(3).slice(2).toLowerCase() } })));
    expect(file.verdicts[0]?.tlsh).to.equal(digest(3));
    expect(new KnownContents([file]).distanceTo(Kind.FILE, digest(0))).to.equal(3);
  });

  it("refuses what is no digest", () => {
    expect(() => reportOf(5n, { a: { tlsh: "T1AB" } }))
      .to.throw(InvalidArgumentError)
      .that.includes({ argument: "TLSH digest", actual: '"T1AB"' });
  });
});
