import { expect } from "chai";

import { differencesOf } from "./differencesOf.js";
import type { GasReport } from "./GasReport.js";
import { readReport } from "./readReport.js";

const report = readReport();
const { submit } = report.operations;

function withSubmit(phases: GasReport["operations"]["submit"]): GasReport {
  return { ...report, operations: { ...report.operations, submit: phases } };
}

describe("differencesOf", () => {
  it("is nothing between equal reports", () => {
    expect(differencesOf(report, report)).to.deep.equal([]);
  });

  it("names what rose, fell, came and went", () => {
    const first = submit.first ?? expect.fail("submit was not measured");
    const [lower, higher] = [
      withSubmit({ first: { ...first, gas: 999 } }),
      withSubmit({ first: { ...first, gas: 1_001 } }),
    ];
    expect(differencesOf(lower, higher)).to.deep.equal(["submit, first: 999 → 1,001 (+2)"]);
    expect(differencesOf(higher, lower)).to.deep.equal(["submit, first: 1,001 → 999 (-2)"]);
    expect(differencesOf(lower, withSubmit({}))).to.deep.equal(["submit, first: 999 → –"]);
    expect(differencesOf(withSubmit({}), lower)).to.deep.equal(["submit, first: – → 999"]);
  });
});
