import { expect } from "chai";

import { rewardOf } from "./rewardOf.js";

describe("rewardOf", () => {
  const purse = { totalScore: 10n, submittersBudget: 1_000n, maximumPerPoint: 100n };

  it("pays the maximum a point up to the score that exhausts the budget", () => {
    expect(rewardOf(4n, { ...purse, totalScore: 9n })).to.equal(400n);
    expect(rewardOf(4n, purse)).to.equal(400n);
  });

  it("shares the budget by points beyond it, rounding down", () => {
    expect(rewardOf(4n, { ...purse, totalScore: 11n })).to.equal(363n); // 363.6
  });

  it("pays nothing for no points, also when nobody has any", () => {
    expect(rewardOf(0n, { ...purse, totalScore: 0n })).to.equal(0n);
  });
});
