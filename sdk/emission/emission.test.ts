import { expect } from "chai";
import fc from "fast-check";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { budgetOf } from "./budgetOf.js";
import { emissionRate } from "./emissionRate.js";

const UNIT = 10n ** 18n;
const DAY = 86_400n;

/** The defining inequality, exact: rate <= 1e18 * (1 - 2^(-p / q)) < rate + 1. */
function isRate(rate: bigint, p: bigint, q: bigint): boolean {
  const holds = (candidate: bigint) => UNIT ** q <= ((UNIT - candidate) ** q) << p;
  return holds(rate) && !holds(rate + 1n);
}

describe("emissionRate", () => {
  it("is a half for one half-life, three quarters for two", () => {
    expect(emissionRate(DAY, DAY)).to.equal(UNIT / 2n);
    expect(emissionRate(2n * DAY, DAY)).to.equal((UNIT * 3n) / 4n);
  });

  it("is exact for a day and four years of 365 and of 365.25 days", () => {
    expect(isRate(emissionRate(DAY, 1460n * DAY), 1n, 1460n)).to.equal(true);
    expect(isRate(emissionRate(DAY, 1461n * DAY), 1n, 1461n)).to.equal(true);
  });

  it("is exact for any ratio", () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 400n), fc.bigInt(1n, 400n), (epoch, halfLife) => {
        expect(isRate(emissionRate(epoch, halfLife), epoch, halfLife)).to.equal(true);
      }),
    );
  });

  it("takes no longer for short epochs, and stays below the whole for long ones", () => {
    expect(emissionRate(24n, 1461n * DAY)).to.equal(131_787_043_669n);
    expect(emissionRate(1_000n * DAY + 1n, DAY)).to.equal(UNIT - 1n);
  });

  it("refuses a time that is not positive", () => {
    expect(() => emissionRate(0n, 1n)).to.throw(
      InvalidArgumentError,
      "epochLengthSeconds is 0, expected a positive number of seconds",
    );
    expect(() => emissionRate(1n, -1n)).to.throw(
      InvalidArgumentError,
      "halfLifeSeconds is -1, expected a positive number of seconds",
    );
  });
});

describe("budgetOf", () => {
  const parameters = {
    emissionRate: UNIT / 10n,
    weightShare: 100n,
    submittersShare: 7_500n,
    supernodesShare: 1_500n,
    storageShare: 1_000n,
  };

  it("is limited by the rate when the weight is large", () => {
    expect(budgetOf(1_000n, 10_000n, parameters)).to.deep.equal({
      submitters: 75n,
      supernodes: 15n,
      storageNodes: 10n,
    });
  });

  it("is limited by one hundredth of the weight when it is small", () => {
    expect(budgetOf(1_000n, 9_900n, parameters)).to.deep.equal({ submitters: 74n, supernodes: 14n, storageNodes: 9n });
  });
});
