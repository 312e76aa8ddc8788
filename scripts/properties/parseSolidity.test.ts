import { expect } from "chai";

import { parseSolidity } from "./parseSolidity.js";

const SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {A} from "./A.sol"; // not a declaration of ours
import {
    B
} from "./B.sol";

/// @notice Of the file.
function free(uint256 a) pure returns (string memory) {
    return "{ // no comment"; // inside free
}

/// @title Purse
/// @notice Of the contract.
contract Purse is A {
    /// @dev Of the mapping.
    mapping(address owner => mapping(uint256 => uint96 amount)) private _amounts;

    uint256 public constant LIMIT = 5; // beside the limit
    string private _text = '}';

    /// @dev Of the struct.
    struct Entry {
        /// @dev Of a field.
        uint96 amount;
    }

    /// @dev Of the constructor.
    constructor() A({x: 1}) {}

    /* PAYMENT: in and out */

    /// @dev Of the function.
    function pay(
        address to // a parameter
    ) external {
        if (to != address(0)) {
            // deep inside
        }
        /* after the block */
    }

    receive() external payable {} // beside receive
}

/// @dev Of the library.
library Sums {
    function add() internal pure {}
}
`;

describe("parseSolidity", () => {
  const declarations = parseSolidity(SOURCE);
  const commentsOf = (contract: string | undefined, member: string | undefined) =>
    declarations.find((one) => one.contract === contract && one.member === member)?.comments;

  it("finds contracts, functions, types and state variables", () => {
    expect(declarations.map(({ contract, member }) => [contract, member].join("."))).to.deep.equal([
      ".free",
      "Purse.",
      "Purse._amounts",
      "Purse.LIMIT",
      "Purse._text",
      "Purse.Entry",
      "Purse.constructor",
      "Purse.pay",
      "Purse.receive",
      "Sums.",
      "Sums.add",
    ]);
  });

  it("gives each comment to the declaration before which, beside which or in which it stands", () => {
    expect(commentsOf(undefined, "free")).to.equal("@notice Of the file.\ninside free");
    expect(commentsOf("Purse", undefined)).to.equal("@title Purse\n@notice Of the contract.");
    expect(commentsOf("Purse", "_amounts")).to.equal("@dev Of the mapping.");
    expect(commentsOf("Purse", "LIMIT")).to.equal("beside the limit");
    expect(commentsOf("Purse", "_text")).to.equal("");
    expect(commentsOf("Purse", "Entry")).to.equal("@dev Of the struct.\n@dev Of a field.");
    expect(commentsOf("Purse", "constructor")).to.equal("@dev Of the constructor.");
    expect(commentsOf("Purse", "pay")).to.equal("@dev Of the function.\na parameter\ndeep inside\nafter the block");
    expect(commentsOf("Sums", undefined)).to.equal("@dev Of the library.");
    expect(commentsOf("Sums", "add")).to.equal("");
  });

  it("keeps the heading until the contract ends", () => {
    const headings = new Map(declarations.map(({ member, heading }) => [member, heading]));
    expect(headings.get("constructor")).to.equal("");
    expect(headings.get("pay")).to.equal("PAYMENT: in and out");
    expect(headings.get("receive")).to.equal("PAYMENT: in and out");
    expect(headings.get("add")).to.equal("");
  });
});
