import { expect } from "chai";
import fc from "fast-check";

import type { PriceController } from "../types/PriceController.js";
import { growController } from "./growController.js";
import { priceOf } from "./priceOf.js";

const idle: PriceController = { floor: 10n ** 18n, target: 10n, scale: 40n, excess: 0n, grown: 0n, epoch: 0n };

describe("pricing", () => {
  it("starts at the floor", () => {
    expect(priceOf(idle, 1n)).to.equal(idle.floor);
  });

  it("multiplies by e when the excess is the scale", () => {
    const price = priceOf({ ...idle, excess: 40n, epoch: 1n }, 1n);
    // Not `closeTo`, which the chain's matchers redefine for whole numbers.
    expect(Math.abs(Number(price) / 1e18 - Math.E)).to.be.below(1e-12);
  });

  it("counts four targets an epoch and not one sale more", () => {
    expect(growController(idle, 1n, 39n)).to.include({ excess: 39n, grown: 39n });
    expect(growController(idle, 1n, 40n)).to.include({ excess: 40n, grown: 40n });
    expect(growController(idle, 1n, 41n)).to.include({ excess: 40n, grown: 40n });
    expect(growController(growController(idle, 1n, 40n), 1n, 1n)).to.include({ excess: 40n, grown: 40n });
  });

  it("falls by one target an epoch, down to the floor", () => {
    const busy = growController(idle, 1n, 25n);
    expect(priceOf(busy, 3n)).to.equal(priceOf({ ...idle, excess: 5n, epoch: 3n }, 3n));
    expect(priceOf(busy, 4n)).to.equal(idle.floor);
  });

  it("never leaves [floor, 16 floors] and reaches the top", () => {
    const epochs = fc.array(fc.record({ passed: fc.bigInt(0n, 6n), sales: fc.bigInt(0n, 60n) }), { maxLength: 40 });
    fc.assert(
      fc.property(epochs, (steps) => {
        let controller = idle;
        let epoch = 1n;
        for (const { passed, sales } of steps) {
          epoch += passed;
          controller = growController(controller, epoch, sales);
          const price = priceOf(controller, epoch);
          expect(price >= idle.floor && price <= 16n * idle.floor).to.equal(true);
        }
      }),
    );
    let controller = idle;
    for (let epoch = 1n; epoch < 20n; ++epoch) controller = growController(controller, epoch, 1000n);
    expect(priceOf(controller, 19n)).to.equal(16n * idle.floor);
  });
});
