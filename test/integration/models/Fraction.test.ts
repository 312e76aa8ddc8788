import { expect } from "chai";

import { Fraction } from "./Fraction.js";

describe("Fraction", () => {
  const half = new Fraction(1n, 2n);
  const third = new Fraction(1n, 3n);

  it("adds, subtracts and multiplies without loss", () => {
    expect(half.plus(third)).to.deep.equal(new Fraction(5n, 6n));
    expect(third.minus(half)).to.deep.equal(new Fraction(-1n, 6n));
    expect(half.times(third)).to.deep.equal(new Fraction(1n, 6n));
  });

  it("compares", () => {
    expect(third.atMost(half)).to.equal(true);
    expect(half.atMost(new Fraction(2n, 4n))).to.equal(true);
    expect(half.atMost(third)).to.equal(false);
  });

  it("rounds down, also below zero", () => {
    expect(new Fraction(7n, 2n).floor()).to.equal(3n);
    expect(new Fraction(-7n, 2n).floor()).to.equal(-4n);
    expect(new Fraction(-4n, 2n).floor()).to.equal(-2n);
  });

  it("refuses a denominator that is not positive", () => {
    expect(() => new Fraction(1n, 0n)).to.throw(RangeError, "the denominator is 0");
    expect(() => new Fraction(1n, -1n)).to.throw(RangeError, "the denominator is -1");
  });
});
