import { expect } from "chai";

import { CommandError } from "./CommandError.js";
import { ExitCode } from "./ExitCode.js";
import { parseAmount } from "./parseAmount.js";

describe("parseAmount", () => {
  it("takes decimal numbers up to what the contracts can hold", () => {
    expect(parseAmount("12.5", "vmt", "VMT")).to.equal(12_500_000_000_000_000_000n);
    expect(parseAmount("0.000000000000000001", "vmt", "VMT")).to.equal(1n);
    expect(parseAmount("79228162514.264337593543950335", "vmt", "VMT")).to.equal(2n ** 96n - 1n);
  });

  for (const [text, exitCode, message] of [
    ["0", ExitCode.usage, "vmt is 0, expected more than 0"],
    ["0.0", ExitCode.usage, "vmt is 0, expected more than 0"],
    ["1,000", ExitCode.usage, "vmt is 1,000, expected a positive decimal number with at most 18 decimals"],
    ["-1", ExitCode.usage, "vmt is -1, expected a positive decimal number with at most 18 decimals"],
    [
      "0.0000000000000000001",
      ExitCode.usage,
      "vmt is 0.0000000000000000001, expected a positive decimal number with at most 18 decimals",
    ],
    [
      "79228162514.264337593543950336",
      ExitCode.funds,
      "vmt is 79,228,162,514.264337593543950336 VMT, and no contract can hold more than 79,228,162,514.264337593543950335 VMT",
    ],
    [
      `1${"0".repeat(99)}`,
      ExitCode.funds,
      `vmt is 1${",000".repeat(33)} VMT, and no contract can hold more than 79,228,162,514.264337593543950335 VMT`,
    ],
  ] as const) {
    it(`refuses ${text}`, () => {
      expect(() => parseAmount(text, "vmt", "VMT"))
        .to.throw(CommandError, message)
        .with.property("exitCode", exitCode);
    });
  }
});
