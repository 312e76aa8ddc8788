import { expect } from "chai";

import { KillerMemory } from "./KillerMemory.js";
import type { NumberedMutant } from "./NumberedMutant.js";
import { planSteps } from "./planSteps.js";
import type { Suite } from "./Suite.js";

const suite = (file: string): Suite => ({
  name: `${file}:Test`,
  file,
  artifact: {
    id: { name: "Test", source: file, solcVersion: "" },
    contract: { abi: "", bytecode: "", deployedBytecode: "", linkReferences: {}, deployedLinkReferences: {} },
  },
});
const file = "contracts/Purse.sol";
const [own, fuzz, other, foreign] = ["test/Purse.t.sol", "test/PurseFuzz.t.sol", "test/Bank.t.sol", "test/Cat.t.sol"];

describe("planSteps", () => {
  const imports = new Map([own, fuzz, other].map((path) => [path, new Set([path, file])]));
  const suites = [foreign, other, fuzz, own].map(suite);

  it("begins with the file's own tests, the fast ones first, and leaves out who cannot notice", () => {
    const testsOf = ({ file: path }: Suite) => [{ name: "test_A", milliseconds: path === fuzz ? 2 : 1 }];
    const steps = planSteps(file, suites, imports, testsOf);
    expect(steps.map(({ suite: name, tests }) => `${name} ${tests}`)).to.deep.equal([
      `${own}:Test fixed`,
      `${fuzz}:Test fixed`,
      `${fuzz}:Test random`,
      `${own}:Test random`,
      `${other}:Test fixed`,
      `${fuzz}:Test random`,
      `${own}:Test random`,
      `${other}:Test random`,
    ]);
  });

  it("runs at most six fixed tests at once, and a slow one alone", () => {
    const tests = Array.from({ length: 8 }, (_, index) => ({ name: `test_${index}`, milliseconds: index }));
    const slow = [
      { name: "test_Slow", milliseconds: 249 },
      { name: "test_Slower", milliseconds: 251 },
    ];
    const steps = planSteps(file, [suite(own)], imports, () => [...slow, ...tests]);
    expect(steps.flatMap(({ only }) => (only === undefined ? [] : [only.join(" ")]))).to.deep.equal([
      "test_6 test_7",
      "test_0 test_1 test_2 test_3 test_4 test_5",
      "test_Slow",
      "test_Slower",
    ]);
  });

  it("begins with what killed the function's last mutants", () => {
    const mutant = { file, member: "pay" } as NumberedMutant;
    const memory = new KillerMemory();
    memory.remember(mutant, `${own}:Test.test_Pay(): 1 != 2`);
    memory.remember(mutant, `${own}:Test.testFuzz_Pay(uint256): 1 != 2`);
    memory.remember(mutant, `${own}:Test.setUp(): out of gas`);
    expect(memory.stepsFor({ ...mutant, member: "take" })).to.deep.equal([]);
    expect(memory.stepsFor(mutant)).to.deep.equal([
      { suite: `${own}:Test`, only: ["testFuzz_Pay", "test_Pay"], tests: "fixed", fuzzRuns: 16, invariantRuns: 1 },
    ]);
  });
});
