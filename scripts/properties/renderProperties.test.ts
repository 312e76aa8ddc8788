import { expect } from "chai";

import { renderProperties } from "./renderProperties.js";
import type { PropertyTest } from "./PropertyTest.js";

const test = (name: string, ids: string[], kinds: PropertyTest["kinds"], file = "test/Purse.t.sol"): PropertyTest => ({
  name,
  ids,
  kinds,
  file,
});

describe("renderProperties", () => {
  const markdown = renderProperties({
    properties: [{ id: "S1", name: "PurseSolvent", kinds: ["U", "D"], words: "Held is counted." }],
    parts: new Map(),
    enforcements: [
      { id: "S1", place: "Purse.pay", file: "contracts/Purse.sol" },
      { id: "S1", place: "Purse._sum", file: "contracts/Purse.sol" },
    ],
    invariants: [],
    uncalled: [],
    tests: [
      test("WholeTest.test_A", ["S1"], ["U"]),
      test("WholeTest.test_B", ["S1"], ["U"]),
      test("WholeTest.testFuzz_C", ["S1"], ["F"]),
      test("PartTest.test_A", ["S1"], ["U"]),
      test("PartTest.test_B", [], ["U"]),
      test("S1: purses: agree", ["S1"], ["U", "D"], "test/integration/differentialPurse.ts"),
    ],
  });

  it("counts the tests of each kind in a table", () => {
    expect(markdown).to.include("| [S1 PurseSolvent](#s1-pursesolvent) | U, D | Purse | 4 | 1 |  | 1 |  |  |");
  });

  it("names places and tests, and a contract whose tests all carry the name as a whole", () => {
    expect(markdown).to.include(
      "Enforced by [`Purse.pay`](../contracts/Purse.sol), [`Purse._sum`](../contracts/Purse.sol).",
    );
    expect(markdown).to.include("- [Purse.t.sol](../test/Purse.t.sol): `WholeTest` (3 tests, UF), `test_A` (U)");
    expect(markdown).to.include(
      "- [integration/differentialPurse.ts](../test/integration/differentialPurse.ts): `S1: purses: agree` (UD)",
    );
  });
});
