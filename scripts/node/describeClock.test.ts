import { expect } from "chai";

import { describeClock } from "./describeClock.js";

const NOW_SECONDS = 1_800_000_000;

function said(aheadSeconds: number): string {
  return describeClock(NOW_SECONDS + aheadSeconds, NOW_SECONDS * 1_000).join("\n");
}

describe("describeClock", () => {
  it("says how many whole minutes the chain is ahead or behind", () => {
    expect(said(60)).to.match(/^The chain's clock is 1 minute ahead of this machine's: /);
    expect(said(48 * 60 + 59)).to.match(/^The chain's clock is 48 minutes ahead of this machine's: /);
    expect(said(-120)).to.match(/^The chain's clock is 2 minutes behind this machine's: /);
  });

  it("is silent below a minute", () => {
    expect([said(59), said(0), said(-59)]).to.deep.equal(["", "", ""]);
  });
});
