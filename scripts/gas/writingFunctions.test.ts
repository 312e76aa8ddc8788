import { expect } from "chai";
import { id } from "ethers";

import { writingFunctions } from "./writingFunctions.js";

describe("writingFunctions", () => {
  it("leaves out what only reads", () => {
    expect([...writingFunctions("SampleRegistry").entries()]).to.deep.equal([
      [id("submit(bytes32)").slice(0, 10), "SampleRegistry.submit"],
    ]);
    expect(writingFunctions("EpochClock").size).to.equal(0);
  });

  it("tells overloads apart, and knows the receiving of ether", () => {
    const names = [...writingFunctions("TokenVesting").values()];
    expect(names).to.include.members([
      "TokenVesting.release()",
      "TokenVesting.release(address)",
      "TokenVesting.receive",
    ]);
  });
});
