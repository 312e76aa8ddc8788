import { expect } from "chai";

import { parseFuzzSettings } from "./parseFuzzSettings.js";

describe("parseFuzzSettings", () => {
  it("always takes the same seed without variables", () => {
    expect(parseFuzzSettings({})).to.deep.equal({ seed: 0x56495255, factor: 1 });
  });

  it("takes what is given, to the limits", () => {
    expect(parseFuzzSettings({ FUZZ_SEED: "7", FUZZ_FACTOR: "100000" })).to.deep.equal({ seed: 7, factor: 100_000 });
    expect(parseFuzzSettings({ FUZZ_SEED: "-2147483648" }).seed).to.equal(-(2 ** 31));
    expect(parseFuzzSettings({ FUZZ_SEED: "2147483647" }).seed).to.equal(2 ** 31 - 1);
  });

  it("draws a seed when asked to", () => {
    const seeds = Array.from({ length: 3 }, () => parseFuzzSettings({ FUZZ_SEED: "random" }).seed);
    expect(new Set(seeds).size).to.equal(3);
    for (const seed of seeds) expect(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31).to.equal(true);
  });

  it("refuses anything else and names the variable", () => {
    for (const environment of [
      { FUZZ_SEED: "" },
      { FUZZ_SEED: "1.5" },
      { FUZZ_SEED: "2147483648" },
      { FUZZ_FACTOR: "0" },
      { FUZZ_FACTOR: "100001" },
      { FUZZ_FACTOR: "many" },
    ]) {
      const [name = ""] = Object.keys(environment);
      expect(() => parseFuzzSettings(environment), JSON.stringify(environment)).to.throw(Error, name);
    }
  });
});
