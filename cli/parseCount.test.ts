import { expect } from "chai";

import { CommandError } from "./CommandError.js";
import { parseCount } from "./parseCount.js";

describe("parseCount", () => {
  it("takes whole numbers up to the maximum, by default the last epoch", () => {
    expect(parseCount("0", "epoch")).to.equal(0n);
    expect(parseCount("4294967295", "epoch")).to.equal(4_294_967_295n);
    expect(parseCount("255", "seat", 255n)).to.equal(255n);
  });

  it("refuses everything else, with the limit", () => {
    for (const text of ["", "-1", "1.5", "x", "4294967296", "9".repeat(79)]) {
      expect(() => parseCount(text, "epoch"), text).to.throw(
        CommandError,
        `epoch is ${text}, expected a whole number from 0 to 4294967295`,
      );
    }
    expect(() => parseCount("256", "seat", 255n)).to.throw(
      CommandError,
      "seat is 256, expected a whole number from 0 to 255",
    );
  });

  it("takes a least number other than 0", () => {
    expect(parseCount("1", "times", 3n, 1n)).to.equal(1n);
    expect(() => parseCount("0", "times", 3n, 1n)).to.throw(
      CommandError,
      "times is 0, expected a whole number from 1 to 3",
    );
  });
});
