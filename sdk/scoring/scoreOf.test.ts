import { expect } from "chai";
import fc from "fast-check";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { Category } from "../types/Category.js";
import { Kind } from "../types/Kind.js";
import { scoreOf } from "./scoreOf.js";
import { scoringRule } from "./scoringRule.js";

const best = { category: Category.MALICIOUS, kind: Kind.FILE, detections: 4n, engines: 4n, novelty: 10_000n };
const ranks = [
  [Category.UNDETERMINED, Category.HARMLESS],
  [Category.HARMLESS, Category.SUSPICIOUS],
  [Category.SUSPICIOUS, Category.MALICIOUS],
] as const;

describe("scoreOf", () => {
  it("gives the full score to a new file that every engine calls malicious", () => {
    expect(scoreOf(best)).to.equal(scoringRule.fullScore);
  });

  it("multiplies the weights of category, kind, novelty and agreement, and rounds down once", () => {
    expect(scoreOf({ ...best, category: Category.SUSPICIOUS })).to.equal(250_000n);
    expect(scoreOf({ ...best, kind: Kind.URL })).to.equal(100_000n);
    expect(scoreOf({ ...best, kind: Kind.INTEL })).to.equal(500_000n);
    expect(scoreOf({ ...best, novelty: 1n })).to.equal(100n);
    expect(scoreOf({ ...best, detections: 2n })).to.equal(750_000n);
    // 1,000,000 · 25 % · 10 % · 33.33 % · 4/6 = 5,555.0
    const mixed = { category: Category.SUSPICIOUS, kind: Kind.URL, detections: 1n, engines: 3n };
    expect(scoreOf({ ...mixed, novelty: 3_333n })).to.equal(5_555n);
    // … 33.34 % … = 5,556.67
    expect(scoreOf({ ...mixed, novelty: 3_334n })).to.equal(5_556n);
  });

  it("gives nothing to undetermined, harmless, known or unlabelled content", () => {
    expect(scoreOf({ ...best, category: Category.UNDETERMINED })).to.equal(0n);
    expect(scoreOf({ ...best, category: Category.HARMLESS })).to.equal(0n);
    expect(scoreOf({ ...best, novelty: 0n })).to.equal(0n);
    expect(scoreOf({ ...best, detections: 0n })).to.equal(0n);
    expect(scoreOf({ ...best, detections: 0n, engines: 0n })).to.equal(0n);
  });

  const refused = [
    ["engines", 65_536n, "0 to 65535"],
    ["engines", -1n, "0 to 65535"],
    ["detections", 5n, "0 to 4"],
    ["novelty", 10_001n, "0 to 10000"],
    ["novelty", -1n, "0 to 10000"],
  ] as const;
  for (const [argument, value, expected] of refused) {
    it(`refuses ${value} as ${argument}`, () => {
      expect(() => scoreOf({ ...best, [argument]: value }))
        .to.throw(InvalidArgumentError)
        .that.includes({ argument, actual: value.toString(), expected });
    });
  }

  it("stays within the full score and never falls when a factor rises", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ranks),
        fc.constantFrom(...Object.values(Kind)),
        fc.bigInt({ min: 1n, max: 65_535n }),
        fc.bigInt({ min: 0n, max: 10_000n }),
        fc.bigInt({ min: 0n, max: 10_000n }),
        fc.bigInt({ min: 0n, max: 65_535n }),
        ([category, worse], kind, engines, novelty, other, seed) => {
          const finding = { category, kind, engines, detections: seed % (engines + 1n), novelty };
          const score = scoreOf(finding);
          expect(score >= 0n && score <= scoringRule.fullScore).to.equal(true);
          expect(scoreOf({ ...finding, novelty: other > novelty ? other : novelty }) >= score).to.equal(true);
          expect(scoreOf({ ...finding, detections: engines }) >= score).to.equal(true);
          expect(scoreOf({ ...finding, category: worse }) >= score).to.equal(true);
        },
      ),
    );
  });
});
