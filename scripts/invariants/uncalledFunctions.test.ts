import { expect } from "chai";
import { Interface } from "ethers";

import { uncalledFunctions } from "./uncalledFunctions.js";

describe("uncalledFunctions", () => {
  const { fragments } = Interface.from([
    "function vote(address supernode, uint256 amount)",
    "function voteWithPermit(address supernode)",
    "function release()",
    "function release(address token)",
    "function finalize()",
    "function weightOf(address supernode) view returns (uint256)",
  ]);
  const abi: unknown[] = fragments.map((fragment) => JSON.parse(fragment.format("json")) as unknown);
  const contracts = [{ contractName: "Staking", abi }];

  it("names what changes state and no handler calls, once for all overloads", () => {
    const handlers = "abi.encodeCall(staking.voteWithPermit, (a)); // vote and finalize";
    expect(uncalledFunctions(contracts, handlers)).to.deep.equal([
      "Staking.finalize",
      "Staking.release",
      "Staking.vote",
    ]);
  });

  it("knows calls by member and by signature", () => {
    const handlers = 'staking.vote(a, 1); staking.voteWithPermit(a); sale.finalize(); encodeWithSignature("release()")';
    expect(uncalledFunctions(contracts, handlers)).to.deep.equal([]);
  });
});
