import { expect } from "chai";
import { network } from "hardhat";

import { runningSystem } from "./fixture.js";

const connection = await network.create();

describe("Deployment", () => {
  it("is followed by a sale and a full council in epoch 1", async () => {
    const { contracts, supernodes } = await connection.networkHelpers.loadFixture(runningSystem);

    expect(await contracts.clock.currentEpoch()).to.equal(1);
    for (const [seat, { operator }] of supernodes.entries()) {
      expect(await contracts.council.holderOf(seat, 1)).to.equal(operator.address);
    }
  });
});
