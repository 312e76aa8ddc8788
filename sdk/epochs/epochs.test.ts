import { expect } from "chai";

import { epochAt } from "./epochAt.js";
import { epochStart } from "./epochStart.js";
import { roundAt } from "./roundAt.js";

const GENESIS = 1_000_000n;
const LENGTH = 240n;
const TIMES = { genesis: GENESIS, epochLength: LENGTH };

describe("epochs", () => {
  it("begin with 1 at genesis and with the next at each boundary", () => {
    expect(epochAt(GENESIS - 1n, TIMES)).to.equal(0n);
    expect(epochAt(GENESIS, TIMES)).to.equal(1n);
    expect(epochAt(GENESIS + LENGTH - 1n, TIMES)).to.equal(1n);
    expect(epochAt(GENESIS + LENGTH, TIMES)).to.equal(2n);
  });

  it("start where the epoch before ends", () => {
    expect(epochStart(0n, TIMES)).to.equal(0n);
    expect(epochStart(1n, TIMES)).to.equal(GENESIS);
    expect(epochAt(epochStart(7n, TIMES), TIMES)).to.equal(7n);
    expect(epochAt(epochStart(7n, TIMES) - 1n, TIMES)).to.equal(6n);
  });

  it("have 24 rounds", () => {
    const start = epochStart(3n, TIMES);
    expect(roundAt(GENESIS - 1n, TIMES)).to.equal(0n);
    expect(roundAt(start + 9n, TIMES)).to.equal(0n);
    expect(roundAt(start + 10n, TIMES)).to.equal(1n);
    expect(roundAt(start + LENGTH - 1n, TIMES)).to.equal(23n);
    expect(roundAt(start + LENGTH, TIMES)).to.equal(0n);
  });
});
