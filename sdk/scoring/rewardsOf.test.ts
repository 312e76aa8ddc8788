import { expect } from "chai";
import fc from "fast-check";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { rewardsOf } from "./rewardsOf.js";

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);
const scores = fc.array(fc.bigInt({ min: 0n, max: 1_000_000n }), { maxLength: 60 });
const budget = fc.bigInt({ min: 0n, max: 2n ** 96n - 1n });
const perPoint = fc.bigInt({ min: 0n, max: 10n ** 24n });

describe("rewardsOf", () => {
  it("never gives more than the budget, nor more than the maximum a point", () => {
    fc.assert(
      fc.property(scores, budget, perPoint, (points, submittersBudget, maximumPerPoint) => {
        const rewards = rewardsOf(points, submittersBudget, maximumPerPoint);
        expect(sum(rewards) <= submittersBudget).to.equal(true);
        points.forEach((score, i) =>
          expect(rewards[i]).to.satisfy((reward: bigint) => reward <= score * maximumPerPoint),
        );
      }),
    );
  });

  it("leaves less than one unit a content of a budget that the points exhaust", () => {
    fc.assert(
      fc.property(scores, budget, (points, submittersBudget) => {
        const rewards = rewardsOf(points, submittersBudget, 2n ** 97n);
        const left = submittersBudget - sum(rewards);
        if (points.some((score) => score > 0n)) expect(left < BigInt(points.length)).to.equal(true);
        else expect(left).to.equal(submittersBudget);
      }),
    );
  });

  it("gives each the same in whatever order the scores come", () => {
    fc.assert(
      fc.property(scores, budget, perPoint, fc.nat(), (points, submittersBudget, maximumPerPoint, turn) => {
        const by = points.length === 0 ? 0 : turn % points.length;
        const turned = [...points.slice(by), ...points.slice(0, by)];
        const rewards = rewardsOf(points, submittersBudget, maximumPerPoint);
        expect(rewardsOf(turned, submittersBudget, maximumPerPoint)).to.deep.equal([
          ...rewards.slice(by),
          ...rewards.slice(0, by),
        ]);
      }),
    );
  });

  it("is no jackpot in a quiet epoch", () => {
    expect(rewardsOf([0n, 7n], 10n ** 24n, 5n)).to.deep.equal([0n, 35n]);
  });

  it("gives nothing when there is nothing to give", () => {
    expect(rewardsOf([1n, 2n], 0n, 5n)).to.deep.equal([0n, 0n]);
    expect(rewardsOf([1n, 2n], 5n, 0n)).to.deep.equal([0n, 0n]);
    expect(rewardsOf([], 5n, 5n)).to.deep.equal([]);
  });

  const refused = [
    ["submittersBudget", [1n], -1n, 1n],
    ["maximumPerPoint", [1n], 1n, -1n],
    ["score", [1n, -1n], 1n, 1n],
  ] as const;
  for (const [argument, points, submittersBudget, maximumPerPoint] of refused) {
    it(`refuses -1 as ${argument}`, () => {
      expect(() => rewardsOf(points, submittersBudget, maximumPerPoint))
        .to.throw(InvalidArgumentError)
        .that.includes({ argument, actual: "-1", expected: "at least 0" });
    });
  }
});
