import { expect } from "chai";
import fc from "fast-check";

import { Category } from "../../sdk/types/Category.js";
import { agreedCategory } from "./agreedCategory.js";

const { UNDETERMINED, HARMLESS, SUSPICIOUS, MALICIOUS } = Category;

/** That many opinions of each category, the rest of `total` UNDETERMINED. */
function of(total: number, ...counts: [Category, number][]): Category {
  const opinions = counts.flatMap(([category, count]) => Array.from({ length: count }, () => category));
  return agreedCategory([...opinions, ...Array.from({ length: total - opinions.length }, () => UNDETERMINED)]);
}

describe("agreedCategory", () => {
  // The least number above a third.
  const thresholds: [opinions: number, threshold: number][] = [
    [1, 1],
    [2, 1],
    [3, 2],
    [4, 2],
    [5, 2],
    [6, 3],
    [7, 3],
    [21, 8],
    [64, 22],
  ];
  for (const [total, threshold] of thresholds) {
    it(`takes ${threshold} of ${total} and not ${threshold - 1}`, () => {
      for (const category of [HARMLESS, SUSPICIOUS, MALICIOUS]) {
        expect(of(total, [category, threshold])).to.equal(category);
        expect(of(total, [category, threshold - 1])).to.equal(UNDETERMINED);
      }
    });
  }

  it("is UNDETERMINED of no opinions and of opinions that know nothing", () => {
    expect(of(0)).to.equal(UNDETERMINED);
    expect(of(7)).to.equal(UNDETERMINED);
  });

  it("counts MALICIOUS as SUSPICIOUS too, and not the other way round", () => {
    expect(of(7, [MALICIOUS, 2], [SUSPICIOUS, 1])).to.equal(SUSPICIOUS);
    expect(of(7, [MALICIOUS, 1], [SUSPICIOUS, 1])).to.equal(UNDETERMINED);
    expect(of(7, [MALICIOUS, 2], [SUSPICIOUS, 5])).to.equal(SUSPICIOUS);
  });

  it("prefers the graver of two that are agreed on", () => {
    expect(of(7, [HARMLESS, 4], [SUSPICIOUS, 3])).to.equal(SUSPICIOUS);
    expect(of(7, [HARMLESS, 4], [MALICIOUS, 3])).to.equal(MALICIOUS);
    expect(of(7, [HARMLESS, 5], [MALICIOUS, 2])).to.equal(HARMLESS);
  });

  it("does not depend on the order, and not on a third when the others are of one mind", () => {
    const opinion = fc.constantFrom(UNDETERMINED, HARMLESS, SUSPICIOUS, MALICIOUS);
    const some = fc.record({
      honest: opinion,
      lies: fc.array(opinion, { minLength: 1, maxLength: 21 }),
      extra: fc.nat(3),
    });
    fc.assert(
      fc.property(some, ({ honest, lies, extra }) => {
        // At least two honest ones of one mind for each liar: no more than a third lie.
        const opinions = [...lies, ...Array.from({ length: 2 * lies.length + extra }, () => honest)];
        expect(agreedCategory(opinions)).to.equal(honest);
        expect(agreedCategory(opinions.toReversed())).to.equal(honest);
      }),
    );
  });
});
