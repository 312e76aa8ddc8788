import { expect } from "chai";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { noveltyOf } from "./noveltyOf.js";
import { scoringRule } from "./scoringRule.js";

const { nearDistance } = scoringRule;

describe("noveltyOf", () => {
  it("is full without a known neighbour", () => {
    expect(noveltyOf(null)).to.equal(10_000n);
  });

  it("is nothing for the digest of a known sample", () => {
    expect(noveltyOf(0)).to.equal(0n);
  });

  it("rises to a half at the near distance and is full beyond it", () => {
    expect(noveltyOf(1)).to.equal(166n);
    expect(noveltyOf(nearDistance - 1)).to.equal(4_833n);
    expect(noveltyOf(nearDistance)).to.equal(5_000n);
    expect(noveltyOf(nearDistance + 1)).to.equal(10_000n);
  });

  for (const value of [-1, 0.5, Number.NaN]) {
    it(`refuses the distance ${value}`, () => {
      expect(() => noveltyOf(value))
        .to.throw(InvalidArgumentError)
        .that.includes({ argument: "distance", actual: String(value), expected: "an integer from 0" });
    });
  }
});
