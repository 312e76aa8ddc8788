import { expect } from "chai";

import { showProgress } from "./showProgress.js";

describe("showProgress without a terminal", () => {
  const INTERVAL = 5_000;
  let time: number;
  let written: string[];

  beforeEach(() => {
    time = 100;
    written = [];
  });

  const show = (total: number) =>
    showProgress(false, "Scanning", total, { write: (text) => written.push(text), now: () => time });

  it("writes a line at the start, and how far it is every five seconds and not before", () => {
    const bar = show(10);
    expect(written.splice(0)).to.deep.equal(["Scanning\n"]);
    time += INTERVAL - 1;
    bar.advance(3);
    expect(written).to.deep.equal([]);
    time += 1;
    bar.advance(1);
    expect(written.splice(0)).to.deep.equal(["Scanning: 4 of 10\n"]);
    time += INTERVAL - 1;
    bar.advance(1);
    expect(written).to.deep.equal([]);
    time += 1;
    bar.advance(1);
    bar.stop();
    expect(written).to.deep.equal(["Scanning: 6 of 10\n"]);
  });

  it("writes nothing for less than two steps", () => {
    show(1).advance(1);
    show(0).stop();
    expect(written).to.deep.equal([]);
    show(2);
    expect(written).to.deep.equal(["Scanning\n"]);
  });
});
