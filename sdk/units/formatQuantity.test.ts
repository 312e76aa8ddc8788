import { expect } from "chai";

import { formatQuantity } from "./formatQuantity.js";
import type { Unit } from "./Unit.js";

describe("formatQuantity", () => {
  for (const [value, unit, text] of [
    [1_234_567_500_000_000_000_000_000n, "VMT", "1,234,567.5 VMT"],
    [-1_500_000_000_000_000_000_000n, "ETH", "-1,500 ETH"],
    [1n, "VMT", "0.000000000000000001 VMT"],
    [0n, "ETH", "0 ETH"],
    [1_000_200_000_000_001n, "gwei", "1,000,200.000000001 gwei"],
    [150_000_000_000_000_000_000_000_000_000_000_000n, "shares", "150,000 shares"],
    [1_795_446_517n, "time", "2026-11-23T15:08:37Z"],
    [0n, "time", "never"],
    [8_640_000_000_000n, "time", "+275760-09-13T00:00:00Z"],
    [8_640_000_000_001n, "time", "8,640,000,000,001 s after 1970"],
    [604_800n, "duration", "604,800 s"],
    [250n, "basisPoints", "2.5 %"],
    [10_000n, "basisPoints", "100 %"],
    [1_000n, "number", "1,000"],
    [2n, "saleState", "failed"],
    [5n, "orderStatus", "wrong key"],
    [6n, "orderStatus", "6"],
    [12_345n, "plain", "12345"],
  ] as const satisfies readonly (readonly [bigint, Unit, string])[]) {
    it(`writes ${value} ${unit} as ${text}`, () => {
      expect(formatQuantity(value, unit)).to.equal(text);
    });
  }
});
