import { expect } from "chai";

import type { Baseline } from "./Baseline.js";
import { KillerMemory } from "./KillerMemory.js";
import type { NumberedMutant } from "./NumberedMutant.js";
import { planSteps } from "./planSteps.js";

const NUMBER = 7;
const mutant = { file: "contracts/Purse.sol", number: NUMBER, member: "pay" } as NumberedMutant;
const [own, fuzz, other] = ["test/Purse.t.sol:Test", "test/PurseFuzz.t.sol:Test", "test/Bank.t.sol:Test"];

const baseline = (milliseconds: readonly number[], fixed = [NUMBER], random = [NUMBER]): Baseline => ({
  fixed: milliseconds.map((each, index) => ({ name: `test_${index}`, milliseconds: each })),
  reached: { fixed: new Set(fixed), random: new Set(random) },
});

describe("planSteps", () => {
  it("begins with the file's own tests, the fast ones first", () => {
    const baselines = new Map([
      [other, baseline([0])],
      [fuzz, baseline([2])],
      [own, baseline([1])],
    ]);
    expect(planSteps(mutant, baselines).map(({ suite, tests }) => `${suite} ${tests}`)).to.deep.equal([
      `${own} fixed`,
      `${fuzz} fixed`,
      `${fuzz} random`,
      `${own} random`,
      `${other} fixed`,
      `${fuzz} random`,
      `${own} random`,
      `${other} random`,
    ]);
  });

  it("leaves out tests that never ask about the mutant", () => {
    const baselines = new Map([
      [other, baseline([0], [], [])],
      [fuzz, baseline([2], [NUMBER - 1])],
      [own, baseline([1], [NUMBER], [])],
    ]);
    expect(planSteps(mutant, baselines).map(({ suite, tests, fuzzRuns }) => [suite, tests, fuzzRuns])).to.deep.equal([
      [own, "fixed", 8],
      [fuzz, "random", 8],
      [fuzz, "random", 48],
      [own, "random", 48],
    ]);
  });

  it("runs fixed tests of a quarter of a second at once, and a slow one alone", () => {
    const steps = planSteps(mutant, new Map([[own, baseline([251, 100, 3, 146, 1, 146])]]));
    expect(steps.flatMap(({ only }) => (only === undefined ? [] : [only.join(" ")]))).to.deep.equal([
      "test_5",
      "test_4 test_2 test_1 test_3",
      "test_0",
    ]);
  });

  it("begins with what killed the function's last mutants", () => {
    const memory = new KillerMemory();
    memory.remember(mutant, `${own}.test_Pay(): 1 != 2`);
    memory.remember(mutant, `${own}.testFuzz_Pay(uint256): 1 != 2`);
    memory.remember(mutant, `${own}.setUp(): out of gas`);
    expect(memory.stepsFor({ ...mutant, member: "take" })).to.deep.equal([]);
    expect(memory.stepsFor(mutant)).to.deep.equal([
      { suite: own, only: ["testFuzz_Pay", "test_Pay"], tests: "fixed", fuzzRuns: 16, invariantRuns: 1 },
    ]);
  });
});
