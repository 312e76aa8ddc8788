import { expect } from "chai";
import fc from "fast-check";
import { network } from "hardhat";

import { runs } from "../fuzzing/runs.js";
import { exponential } from "./models/exponential.js";
import { PriceModel } from "./models/PriceModel.js";

const LARGEST_FLOOR = ((1n << 96n) - 1n) / 16n;
const LARGEST_TERM = ((1n << 32n) - 1n) / 8n;
const LN_16_MILLIONTHS_UP = 2_772_589n;

/** Rounding of fewer than sixty terms, each grown by at most 17 on its way, before the division by the scale. */
const ROUNDING = 60n * 17n;

const { ethers } = await network.create();
const libraries = await ethers.deployContract("EquivalenceLibraries");

const floor = fc.oneof(fc.constantFrom(0n, 1n, LARGEST_FLOOR - 1n, LARGEST_FLOOR), fc.bigInt(0n, LARGEST_FLOOR));
const scale = fc.oneof(fc.constantFrom(1n, 2n, LARGEST_TERM), fc.bigInt(1n, 1_000n), fc.bigInt(1n, LARGEST_TERM));

/** Of the excess at which the price is highest, in millionths. */
const part = fc.oneof(fc.constantFrom(0n, 999_999n, 1_000_000n), fc.bigInt(0n, 1_000_000n));

/** `floor * e^(excess / scale)` to the last unit that rounding leaves open, at most 16 floors. */
function expectPrice(price: bigint, lowest: bigint, excess: bigint, termScale: bigint): void {
  const { low, high } = exponential(lowest, excess, termScale);
  const highest = 16n * lowest;
  const least = low - 1n - ROUNDING / termScale;
  expect(price <= high && price <= highest && price >= lowest, `${price} is above the exponential`).to.equal(true);
  expect(price >= (least < highest ? least : highest), `${price} is below the exponential ${low}`).to.equal(true);
}

describe("E6: prices against the exponential in 256 binary places", () => {
  it("at any excess that can be reached", async () => {
    let highest = 0;
    const property = fc.asyncProperty(floor, scale, part, async (lowest, termScale, millionths) => {
      const saturation = (termScale * LN_16_MILLIONTHS_UP + 999_999n) / 1_000_000n;
      const excess = (saturation * millionths) / 1_000_000n;
      const controller = { floor: lowest, target: 1n, scale: termScale, excess, grown: 0n, epoch: 7n };
      const price = (await libraries.getFunction("priceOf").staticCall(controller, 7n)) as bigint;
      expectPrice(price, lowest, excess, termScale);
      if (lowest > 0n && price === 16n * lowest) ++highest;
    });
    await fc.assert(property, runs(150));
    expect(highest > 0, "some run reaches the highest price").to.equal(true);
  });

  it("after any history, counted epoch by epoch and sale by sale", async () => {
    const history = fc.array(
      fc.record({ passed: fc.oneof(fc.bigInt(0n, 2n), fc.bigInt(0n, 40n)), sales: fc.bigInt(0n, 120n) }),
      { minLength: 1, maxLength: 25 },
    );
    let raised = 0;
    const property = fc.asyncProperty(
      floor,
      fc.bigInt(1n, 25n),
      fc.bigInt(1n, 60n),
      history,
      async (lowest, target, termScale, steps) => {
        const model = new PriceModel(target, termScale);
        let epoch = 0n;
        const epochs: bigint[] = [];
        const excesses: bigint[] = [];
        for (const { passed, sales } of steps) {
          epoch += passed;
          model.passTo(epoch);
          model.sell(sales);
          epochs.push(epoch);
          excesses.push(model.excess);
        }
        const amounts = steps.map(({ sales }) => sales);
        const sell = libraries.getFunction("sell");
        const [prices, last] = (await sell.staticCall(lowest, target, termScale, epochs, amounts)) as [
          bigint[],
          { excess: bigint },
        ];
        expect(last.excess).to.equal(model.excess);
        for (const [i, price] of prices.entries()) expectPrice(price, lowest, excesses[i] ?? 0n, termScale);
        if (model.excess > 0n) ++raised;
      },
    );
    await fc.assert(property, runs(150));
    expect(raised > 0, "some history ends above the floor").to.equal(true);
  });

  it("X4: terms up to the limits of their types are taken, one more is refused", async () => {
    const sell = libraries.getFunction("sell");
    const refused = async (...terms: [bigint, bigint, bigint]) =>
      expect(sell.staticCall(...terms, [], []))
        .to.be.revertedWithCustomError(libraries, "PriceController_InvalidTerms")
        .withArgs(...terms);
    await sell.staticCall(LARGEST_FLOOR, LARGEST_TERM, LARGEST_TERM, [1n], [(1n << 256n) - 1n]);
    await sell.staticCall(0n, 1n, 1n, [(1n << 32n) - 1n], [(1n << 256n) - 1n]);
    await refused(LARGEST_FLOOR + 1n, 1n, 1n);
    await refused(1n, 0n, 1n);
    await refused(1n, LARGEST_TERM + 1n, 1n);
    await refused(1n, 1n, 0n);
    await refused(1n, 1n, LARGEST_TERM + 1n);
  });
});
