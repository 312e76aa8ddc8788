import { expect } from "chai";

import { findGaps } from "./findGaps.js";
import type { PropertyEvidence } from "./PropertyEvidence.js";
import type { PropertyTest } from "./PropertyTest.js";

const file = "contracts/Purse.sol";
const test: PropertyTest = { ids: ["S1"], name: "PurseTest.test_A", kinds: ["U"], file: "test/Purse.t.sol" };

const complete: PropertyEvidence = {
  properties: [{ id: "S1", name: "PurseSolvent", kinds: ["U"], words: "held is counted" }],
  parts: new Map([["OnePurse", "S1"]]),
  enforcements: [{ id: "S1", place: "Purse.pay", file }],
  invariants: [
    { name: "PurseSolvent", id: "S1", file },
    { name: "OnePurse", id: "S1", file },
  ],
  tests: [test],
  uncalled: [],
};

const gaps = (change: Partial<PropertyEvidence>) => findGaps({ ...complete, ...change });

describe("findGaps", () => {
  it("finds none where everything is there", () => {
    expect(findGaps(complete)).to.deep.equal([]);
  });

  it("names a property without enforcement", () => {
    expect(gaps({ enforcements: [] })).to.deep.equal([
      "S1 PurseSolvent: no comment of contracts/ says (S1) where it is enforced",
    ]);
  });

  it("names a property without a test, once", () => {
    expect(gaps({ tests: [] })).to.deep.equal(["S1 PurseSolvent: no test carries the name S1"]);
  });

  it("names a kind that is demanded and missing", () => {
    expect(gaps({ tests: [{ ...test, kinds: ["F", "G"] }] })).to.deep.equal([
      "S1 PurseSolvent: no test of kind U (unit or boundary) carries the name S1",
    ]);
  });

  it("names what contracts and tests name and docs do not", () => {
    expect(gaps({ enforcements: [...complete.enforcements, { id: "S2", place: "Purse.get", file }] })).to.deep.equal([
      "contracts/Purse.sol: Purse.get enforces S2, which docs/protocol.md does not declare",
    ]);
    expect(gaps({ tests: [test, { ...test, ids: ["S9"] }] })).to.deep.equal([
      "test/Purse.t.sol: PurseTest.test_A tests S9, which docs/protocol.md does not declare",
    ]);
  });

  it("names a check that nothing calls", () => {
    expect(gaps({ uncalled: ["_checkPurse"] })).to.deep.equal([
      "test: nothing calls _checkPurse, so it checks nothing",
    ]);
  });

  it("names invariants that are unknown or belong to another property", () => {
    expect(
      gaps({
        invariants: [
          { name: "Unheard", id: "S1", file },
          { name: "OnePurse", id: undefined, file },
        ],
      }),
    ).to.deep.equal([
      "contracts/Purse.sol: invariant Unheard is not named in docs/protocol.md",
      "contracts/Purse.sol: invariant OnePurse belongs to (S1), not (nothing)",
    ]);
  });
});
