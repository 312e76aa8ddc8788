import { expect } from "chai";

import { formatQuantity } from "../sdk/units/formatQuantity.js";
import { CommandError } from "./CommandError.js";
import { parseShares } from "./parseShares.js";

describe("parseShares", () => {
  it("reads what formatQuantity writes", () => {
    for (const shares of [1n, 5n * 10n ** 29n, 150_000n * 10n ** 30n + 7n, 2n ** 160n - 1n]) {
      expect(parseShares(formatQuantity(shares, "shares").replaceAll(",", "").replace(" shares", ""))).to.equal(shares);
    }
  });

  it("refuses what is no such number, or more than a pool can hold", () => {
    for (const text of [
      "",
      "x",
      "-1",
      "1,000",
      "1.",
      `0.${"0".repeat(30)}1`,
      "1461501637330902918.3",
      "9".repeat(31),
    ]) {
      expect(() => parseShares(text), text).to.throw(
        CommandError,
        `shares is ${text}, expected a decimal number up to`,
      );
    }
  });
});
