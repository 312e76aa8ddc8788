import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { expect } from "chai";
import fc from "fast-check";

import { readWindows } from "./readWindows.js";

const SIZES = { bytes: 16, overlapBytes: 4 };

describe("readWindows", () => {
  const windows = (length: number): number[][] => {
    const bytes = Uint8Array.from({ length }, (_, index) => index);
    // Each window is looked at before the next one overwrites it.
    return Array.from(readWindows({ bytes }, SIZES), (window) => [window[0] ?? -1, window.length]);
  };

  it("gives one window for an empty input, and for anything up to one window", () => {
    expect(windows(0)).to.deep.equal([[-1, 0]]);
    expect(windows(15)).to.deep.equal([[0, 15]]);
    expect(windows(16)).to.deep.equal([[0, 16]]);
  });

  it("gives a second window, with the overlap, for one byte more", () => {
    expect(windows(17)).to.deep.equal([
      [0, 16],
      [12, 5],
    ]);
  });

  it("gives no window of overlap alone", () => {
    expect(windows(28)).to.deep.equal([
      [0, 16],
      [12, 16],
    ]);
    expect(windows(29)).to.have.length(3);
  });

  it("reads a file to its end, whatever size was told when it was opened", () => {
    // Linux tells 0 bytes of what it makes while it is read.
    const made = "/proc/version";
    for (const path of [fileURLToPath(import.meta.url), existsSync(made) ? made : process.execPath]) {
      const content = readFileSync(path);
      const sizes = { bytes: content.length + 1, overlapBytes: 4 };
      const [first] = Array.from(readWindows({ path }, sizes), (window) => Buffer.from(window));
      expect(first?.equals(content), path).to.equal(true);
    }
  });

  it("shows every run of bytes no longer than the overlap whole in some window", () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), (length, at) => {
        const start = Math.max(0, Math.min(at, length - SIZES.overlapBytes));
        const bytes = Uint8Array.from({ length }, (_, index) => index);
        const run = bytes.subarray(start, start + SIZES.overlapBytes);
        let isSeen = false;
        for (const window of readWindows({ bytes }, SIZES)) isSeen ||= window.includes(Buffer.from(run));
        expect(isSeen).to.equal(true);
      }),
    );
  });
});
