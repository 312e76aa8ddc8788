import { readFile } from "node:fs/promises";

import { expect } from "chai";
import { dataSlice, ZeroAddress, zeroPadValue, toBeHex } from "ethers";
import { network } from "hardhat";

import { compiledContracts } from "../../ignition/compiledContracts.js";
import type { AddressBook } from "../../sdk/deployment/AddressBook.js";
import { audit } from "../../sdk/deployment/audit.js";
import { deployedSystem, runningSystem } from "./fixture.js";
import type { JourneySystem } from "./JourneySystem.js";

const connection = await network.create();
const compiled = await compiledContracts();

describe("Deployment", () => {
  const deployed = () => connection.networkHelpers.loadFixture(deployedSystem);

  it("is followed by a sale and a full council in epoch 1", async () => {
    const { contracts, supernodes } = await connection.networkHelpers.loadFixture(runningSystem);

    expect(await contracts.clock.currentEpoch()).to.equal(1);
    for (const [seat, { operator }] of supernodes.entries()) {
      expect(await contracts.council.holderOf(seat, 1)).to.equal(operator.address);
    }
  });

  it("passes every check of the audit", async () => {
    const { addressBook, parameters } = await deployed();
    const checks = await audit(connection.ethers.provider, addressBook, parameters, compiled);
    console.log(checks);
  });
});
