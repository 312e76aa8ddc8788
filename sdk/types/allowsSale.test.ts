import { expect } from "chai";

import { allowsSale } from "./allowsSale.js";
import { Policy } from "./Policy.js";

describe("allowsSale", () => {
  it("allows up to AMBER and forbids from AMBER+STRICT on", () => {
    expect([Policy.CLEAR, Policy.GREEN, Policy.AMBER].map(allowsSale)).to.deep.equal([true, true, true]);
    expect([Policy.AMBER_STRICT, Policy.RED].map(allowsSale)).to.deep.equal([false, false]);
  });

  it("forbids with the no-resale bit and with unknown bits, under any colour", () => {
    for (let policy = 5n; policy < 256n; ++policy) expect(allowsSale(policy), policy.toString()).to.equal(false);
  });
});
