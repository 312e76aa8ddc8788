import { expect } from "chai";

import { feeOf } from "./feeOf.js";

const prices = { name: "a chain", executionGasPriceGwei: 2, l1BaseFeeGwei: 10, l1BlobBaseFeeGwei: 1 };

/** Not `closeTo`, which the chain's matchers redefine for whole numbers. */
function expectClose(actual: number, expected: number, tolerance: number): void {
  expect(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`).to.equal(true);
}

describe("feeOf", () => {
  it("is gas by its price where calldata is part of the gas", () => {
    expectClose(feeOf({ gas: 1_000_000, bytes: 5_000 }, { ...prices, dataFee: "none" }), 0.002, 1e-12);
  });

  const opStack = { ...prices, dataFee: "opStackFjord", baseFeeScalar: 2_000, blobBaseFeeScalar: 1_000_000 } as const;
  // 16 * 2,000 * 10 + 1,000,000 * 1 = 1.32 million, a millionth of it gwei for a byte.
  for (const [bytes, size] of [
    [1, 100],
    [170, 100],
    [1_000, 793.9144],
  ] as const) {
    it(`counts ${bytes} bytes as ${size} on the OP Stack`, () => {
      expectClose(feeOf({ gas: 0, bytes }, opStack), size * 1.32e-9, 1e-15);
    });
  }

  it("adds 16 units for each byte on Arbitrum", () => {
    const arbitrum = { ...prices, dataFee: "arbitrum", l1PricePerUnitGwei: 0.5 } as const;
    expectClose(feeOf({ gas: 100, bytes: 1_000 }, arbitrum), (200 + 8_000) * 1e-9, 1e-15);
  });
});
