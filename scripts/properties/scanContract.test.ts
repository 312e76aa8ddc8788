import { expect } from "chai";

import { namedInvariants } from "./namedInvariants.js";
import { scanContract } from "./scanContract.js";

const SOURCE = `
/// @title Purse
/// @dev Nobody is in charge (X2).
contract Purse {
    /// @dev Invariant PurseSolvent (K1): held is counted. Invariant Nameless: has no id.
    uint256 private _sum;

    function pay() external {
        _sum -= 1; // once, and to its owner (P2, X2)
        send(); // not (P2 alone) and not P3
    }
}
`;

describe("scanContract", () => {
  it("finds the ids that stand alone in brackets, with the place", () => {
    expect(scanContract("contracts/Purse.sol", SOURCE)).to.deep.equal([
      { id: "X2", place: "Purse", file: "contracts/Purse.sol" },
      { id: "K1", place: "Purse._sum", file: "contracts/Purse.sol" },
      { id: "P2", place: "Purse.pay", file: "contracts/Purse.sol" },
      { id: "X2", place: "Purse.pay", file: "contracts/Purse.sol" },
    ]);
  });

  it("finds named invariants with their ids", () => {
    expect(namedInvariants(SOURCE)).to.deep.equal([
      { name: "PurseSolvent", id: "K1" },
      { name: "Nameless", id: undefined },
    ]);
  });
});
