import { expect } from "chai";
import fc from "fast-check";

import { budgetOf } from "../emission/budgetOf.js";
import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { safeBudget } from "./safeBudget.js";
import { weakestQuorumWeight } from "./weakestQuorumWeight.js";

const parameters = {
  emissionRate: 10n ** 15n,
  weightShare: 100n,
  submittersShare: 7_500n,
  supernodesShare: 1_500n,
  storageShare: 1_000n,
};
const amount = fc.bigInt({ min: 0n, max: 10n ** 27n });

describe("safeBudget", () => {
  it("is the pool's budget for the weight less the margin", () => {
    const pool = { available: 10n ** 27n, parameters };
    // One percent of 9,000, of that the shares.
    expect(safeBudget(pool, 10_000n, 1_000n)).to.deep.equal({ submitters: 67n, supernodes: 13n, storageNodes: 9n });
    expect(safeBudget(pool, 10_000n, 0n)).to.deep.equal(budgetOf(pool.available, 10_000n, parameters));
    expect(safeBudget(pool, 10_000n, 10_000n)).to.deep.equal({ submitters: 0n, supernodes: 0n, storageNodes: 0n });
  });

  it("is never above the pool's budget while the weight falls by no more than the margin", () => {
    fc.assert(
      fc.property(amount, amount, fc.bigInt({ min: 0n, max: 10_000n }), amount, (available, weight, margin, gift) => {
        const fallen = weight - (weight * margin) / 10_000n;
        const budget = safeBudget({ available, parameters }, weight, margin);
        const atPublication = budgetOf(available + gift, fallen, parameters);
        expect(budget.submitters <= atPublication.submitters).to.equal(true);
        expect(budget.storageNodes <= atPublication.storageNodes).to.equal(true);
      }),
    );
  });

  for (const margin of [-1n, 10_001n]) {
    it(`refuses a margin of ${margin}`, () => {
      expect(() => safeBudget({ available: 1n, parameters }, 1n, margin))
        .to.throw(InvalidArgumentError)
        .that.includes({ argument: "marginBasisPoints", actual: margin.toString(), expected: "0 to 10000" });
    });
  }
});

describe("weakestQuorumWeight", () => {
  it("sums the smallest weights of a quorum", () => {
    expect(weakestQuorumWeight([50n, 9n, 10n, 100n], 3)).to.equal(69n);
    expect(weakestQuorumWeight([50n, 9n, 10n], 3)).to.equal(69n);
  });

  it("refuses fewer holders than a quorum", () => {
    expect(() => weakestQuorumWeight([50n, 9n], 3))
      .to.throw(InvalidArgumentError)
      .that.includes({ argument: "number of holders", actual: "2", expected: "at least a quorum of 3" });
  });

  it("is at most what any quorum weighs, whoever is missing", () => {
    const weights = fc.array(amount, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(weights, fc.nat(), (all, seed) => {
        const quorum = 1 + (seed % all.length);
        const signers = all.slice(all.length - quorum);
        expect(weakestQuorumWeight(all, quorum) <= signers.reduce((a, b) => a + b, 0n)).to.equal(true);
      }),
    );
  });
});
