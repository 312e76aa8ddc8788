import { expect } from "chai";

import { UsageError } from "../UsageError.js";
import { networkOf } from "./networkOf.js";

describe("networkOf", () => {
  it("gives the settings of a network of hardhat.config.ts", () => {
    expect(networkOf("sepolia").chainId).to.equal(11_155_111);
  });

  for (const name of ["nowhere", "node"]) {
    it(`names the networks that there are instead of ${name}`, () => {
      expect(() => networkOf(name)).to.throw(
        UsageError,
        `--network is ${name}, expected one of hardhat.config.ts: default, localhost, sepolia, baseSepolia`,
      );
    });
  }
});
