import { expect } from "chai";

import { scanSolidityTests } from "./scanSolidityTests.js";
import { scanTypeScriptTests } from "./scanTypeScriptTests.js";

const SOLIDITY = `
/// @notice K7 for all.
contract PurseTest {
    function setUp() public {} // K1 is no test's

    /// @dev S4: split.
    function testFuzz_Split() public {}

    /* GAS (X5) */

    function test_GasIsFlat() public {
        assertEq(1, 1); // S10
    }

    function testFuzz_FollowsTheModel() public {}

    function invariant_Solvent() public {}

    /// @dev S1: what is owed.
    function _checkPurse() private {}
}
`;

const TYPESCRIPT = `
describe("E4: keys", () => {
  before(() => load("S1"));
  describe("S2, S4: of two", () => {
    it("is about one (S2)", () => {});
  });
  describe(\`of \${kind}\`, () => {
    it("are equal (X4)", async () => { await fc.assert(property); });
    it("cost no gas", () => {});
  });
});
it("alone", () => {});
`;

describe("scanSolidityTests", () => {
  const scan = (file: string) =>
    scanSolidityTests(file, SOLIDITY).map(({ ids, name, kinds }) => [name, ids.join(" "), kinds.join("")]);

  it("finds the names of a test in its own comments alone, and its kinds in its name", () => {
    expect(scan("test/Purse.t.sol")).to.deep.equal([
      ["PurseTest.testFuzz_Split", "S4", "F"],
      ["PurseTest.test_GasIsFlat", "S10", "UG"],
      ["PurseTest.testFuzz_FollowsTheModel", "", "FD"],
      ["PurseTest.invariant_Solvent", "", "I"],
      ["PurseTest._checkPurse", "S1", "I"],
    ]);
  });

  it("takes everything in a folder `symbolic` for symbolic", () => {
    expect(scan("test/symbolic/Purse.t.sol").map(([, , kinds]) => kinds)).to.deep.equal(["S", "S", "S", "S", "S"]);
  });
});

describe("scanTypeScriptTests", () => {
  const scan = (file: string) =>
    scanTypeScriptTests(file, TYPESCRIPT).map(({ ids, name, kinds }) => [name, ids.join(" "), kinds.join("")]);

  it("finds the names of a test in its titles, and its kinds in what it does", () => {
    expect(scan("test/integration/purse.ts")).to.deep.equal([
      ["E4: keys: S2, S4: of two: is about one (S2)", "E4 S2", "U"],
      ["E4: keys: of …: are equal (X4)", "E4 X4", "F"],
      ["E4: keys: of …: cost no gas", "E4", "UG"],
      ["alone", "", "U"],
    ]);
  });

  it("knows the files that compare with a model, and the folder for gas", () => {
    expect(scan("test/integration/differentialPurse.ts").map(([, , kinds]) => kinds)).to.deep.equal([
      "UD",
      "FD",
      "UDG",
      "UD",
    ]);
    expect(scan("gas/purse.ts").map(([, , kinds]) => kinds)).to.deep.equal(["UG", "FG", "UG", "UG"]);
  });
});
