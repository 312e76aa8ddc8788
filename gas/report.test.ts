import { expect } from "chai";

import { targets } from "./targets.js";
import { deploymentOrder } from "../sdk/deployment/deploymentOrder.js";
import { findFailures } from "../scripts/gas/findFailures.js";
import { gasSchedule } from "../scripts/gas/gasSchedule.js";
import { operations } from "../scripts/gas/operations.js";
import { readReport } from "../scripts/gas/readReport.js";
import { writingFunctions } from "../scripts/gas/writingFunctions.js";

/** Those that only another contract of ours may call: measured inside that one's transaction. */
const INNER = ["RewardPool.open", "SupernodeStaking.slashEquivocation", "SupernodeStaking.slashWrongKey"];

const report = readReport();
const measurements = Object.values(report.operations).flatMap(({ first, later }) =>
  [first, later].filter((measurement) => measurement !== undefined),
);

describe("gas/report.json", () => {
  it("has a row for every function that may write", () => {
    const contracts = new Set(deploymentOrder.map(({ contract }) => contract));
    const functions = [...contracts].flatMap((contract) => [...writingFunctions(contract).values()]);
    const direct = new Set(measurements.flatMap(({ calls }) => calls.slice(0, 1)));
    const inner = new Set(measurements.flatMap(({ calls }) => calls.slice(1)));
    expect(functions).to.have.length.above(50);
    expect([...direct, ...INNER].sort()).to.deep.equal(functions.sort());
    for (const name of INNER) expect(inner.has(name), name).to.equal(true);
  });

  it("has a row for every operation of the table, in each of its phases", () => {
    const phases = Object.entries(report.operations).map(([name, measured]) => [name, Object.keys(measured)]);
    const expected = Object.entries(operations).map(([name, operation]) => [
      name,
      ["first", "later"].filter((phase) => phase in operation),
    ]);
    expect(phases).to.deep.equal(expected);
  });

  it("misses no target", () => {
    expect(findFailures(report, targets)).to.deep.equal([]);
  });

  it("gives a reason for every target that is not met", () => {
    for (const { proposed, reason } of Object.values(targets)) {
      if (proposed !== undefined) expect(reason).to.match(/\w/);
    }
  });

  it("X5: no operation takes a tenth of what a transaction can use, with 21 seats", () => {
    for (const { gas } of measurements) expect(gas * 10).to.be.below(gasSchedule.transactionLimit);
  });

  it("S10: gas of the sale does not depend on the number of buyers", () => {
    expectEqual("S10", 5);
  });

  it("K8: gas of takeSeat does not depend on candidates and voters", () => {
    expectEqual("K8", 1);
  });

  it("P3: a report costs the same gas after a year without any", () => {
    expectEqual("P3", 1);
  });

  it("X4: a chain that halts for a year wakes up at the same gas", () => {
    expectEqual("X4", 7);
  });

  it("holds rule 2: a million samples cost the gas of one", () => {
    expectEqual("Rule 2", 1);
  });
});

function expectEqual(property: string, count: number): void {
  const comparisons = report.comparisons.filter((comparison) => comparison.property === property);
  expect(comparisons).to.have.length(count);
  for (const { operation, gasFew, gasMany } of comparisons) expect(gasMany, operation).to.equal(gasFew);
}
