import { expect } from "chai";

import { readDefaultParameters } from "./readDefaultParameters.js";
import { tokenYears } from "./tokenYears.js";

const VMT = 10n ** 18n;

describe("tokenYears", () => {
  it("follows the parameters: half of the mining part after four years, vesting by its terms, the sale at once", async () => {
    const years = tokenYears(await readDefaultParameters());
    const at = (year: number) => years[year * 12] ?? expect.fail(`no year ${year}`);
    const near = (actual: bigint, expected: bigint) => {
      expect(actual <= expected && expected - actual < 1_000n, `${actual} is not ${expected}`).to.equal(true);
    };
    expect(years).to.have.length(241);
    expect(at(0)).to.deep.equal({ years: 0, mining: 0n, sale: 250_000_000n * VMT, developers: 0n, supporters: 0n });
    // 4, 8 and 20 years are whole numbers of epochs; the rate is rounded down to 18 digits.
    near(at(4).mining / VMT, 300_000_000n);
    near(at(8).mining / VMT, 450_000_000n);
    near(at(20).mining / VMT, 581_250_000n);
    expect(years[11]?.developers).to.equal(0n);
    expect(at(1).developers).to.equal(25_000_000n * VMT);
    expect(years[47]?.developers).to.equal((100_000_000n * VMT * 47n) / 48n);
    expect(at(4).developers).to.equal(100_000_000n * VMT);
    expect(years[6]?.supporters).to.equal(25_000_000n * VMT);
    expect(at(20)).to.include({ supporters: 50_000_000n * VMT, developers: 100_000_000n * VMT });
  });
});
