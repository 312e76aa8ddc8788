import { expect } from "chai";

import { findFailures } from "./findFailures.js";
import type { GasReport } from "./GasReport.js";
import type { Measurement } from "./Measurement.js";
import type { OperationName } from "./OperationName.js";
import { readReport } from "./readReport.js";

const report = readReport();
const measurement = report.operations.submit.first ?? expect.fail("submit was not measured");

/** The report with nothing but one operation. */
function only(name: OperationName, phases: { first?: Measurement; later?: Measurement }): GasReport {
  return { ...report, operations: { [name]: phases } as GasReport["operations"], comparisons: [] };
}

describe("findFailures", () => {
  it("finds a target that is missed by one unit", () => {
    const submitted = only("submit", { first: { ...measurement, gas: 46_001 } });
    expect(findFailures(submitted, { submit: { target: { first: 46_001 } } })).to.deep.equal([]);
    expect(findFailures(submitted, { submit: { target: { first: 46_000 } } })).to.deep.equal([
      "submit, first: 46,001 gas, above its limit, 46,000",
    ]);
  });

  it("finds what has no target and is too far above its floor", () => {
    const submitted = only("submit", { later: { ...measurement, gas: 100_000 } });
    expect(findFailures(submitted, {})).to.deep.equal([
      "submit, later: 100,000 gas, above 1.3 times its floor, 58,728",
    ]);
  });

  it("finds a proposal that is not needed any more", () => {
    const target = { target: { first: 46_000 }, proposed: { first: 47_000 }, reason: "a rule" };
    expect(findFailures(only("submit", { first: measurement }), { submit: target })).to.deep.equal([
      "submit, first: 45,785 gas: the target is met, so nothing needs to be proposed in its place",
    ]);
  });

  it("finds a target of something that was not measured", () => {
    expect(findFailures(only("submit", {}), { submit: { target: { later: 46_000 } } })).to.deep.equal([
      "submit, later: has a target, but no such measurement",
    ]);
  });

  it("finds what takes too much of a transaction", () => {
    const huge = only("submit", { first: { ...measurement, gas: 1_677_722 } });
    expect(findFailures(huge, { submit: { target: { first: 2_000_000 } } })).to.deep.equal([
      "submit, first: 1,677,722 gas, above 10 % of a transaction's limit, 1,677,721",
    ]);
  });

  it("finds what grows with the state, by one unit", () => {
    const comparison = { property: "S10", operation: "buy", few: "alone", many: "among many", gasFew: 1_000 };
    const comparing = (gasMany: number) => ({ ...only("submit", {}), comparisons: [{ ...comparison, gasMany }] });
    expect(findFailures(comparing(1_000), {})).to.deep.equal([]);
    expect(findFailures(comparing(1_001), {})).to.deep.equal(["S10: buy costs 1,000 alone, but 1,001 among many"]);
  });
});
