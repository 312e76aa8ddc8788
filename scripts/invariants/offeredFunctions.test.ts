import { expect } from "chai";
import { Interface } from "ethers";

import { offeredFunctions } from "./offeredFunctions.js";

describe("offeredFunctions", () => {
  it("names the functions that change state and take a seed first", () => {
    const { fragments } = Interface.from([
      "function vote(uint256 seed, uint256 amount)",
      "function withdraw(uint256 seed)",
      "function payTicket(uint256 index)",
      "function isPayable(uint256 seed) view returns (bool)",
      "function flush()",
    ]);
    const abi: unknown[] = fragments.map((fragment) => JSON.parse(fragment.format("json")) as unknown);
    expect(offeredFunctions([{ contractName: "VoterHandler", abi }])).to.deep.equal([
      "VoterHandler.vote",
      "VoterHandler.withdraw",
    ]);
  });
});
