import { expect } from "chai";
import fc from "fast-check";

import { SequenceMatcher } from "./SequenceMatcher.js";

// Two letters only, so that sequences overlap, nest and share beginnings.
const bytes = (minLength: number, maxLength: number): fc.Arbitrary<Buffer> =>
  fc.array(fc.constantFrom(65, 66), { minLength, maxLength }).map((letters) => Buffer.from(letters));

describe("SequenceMatcher", () => {
  it("finds exactly what a plain search finds, wherever chunks end", () => {
    fc.assert(
      fc.property(
        fc.array(bytes(1, 6), { maxLength: 6 }),
        bytes(0, 40),
        fc.array(fc.nat(40)),
        (sequences, text, cuts) => {
          const search = new SequenceMatcher(sequences).search();
          const borders = [0, ...cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b), text.length];
          for (let part = 1; part < borders.length; part++)
            search.feed(text.subarray(borders[part - 1], borders[part]));

          const expected = sequences.flatMap((sequence, index) => (text.includes(sequence) ? [index] : []));
          expect([...search.found].sort((a, b) => a - b)).to.deep.equal(expected);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("keeps searches apart", () => {
    const matcher = new SequenceMatcher([Buffer.from("AB")]);
    const [left, right] = [matcher.search(), matcher.search()];
    left.feed(Buffer.from("A"));
    right.feed(Buffer.from("B"));
    expect([left.found.size, right.found.size]).to.deep.equal([0, 0]);
    left.feed(Buffer.from("B"));
    expect(left.found.size).to.equal(1);
  });

  it("refuses an empty sequence", () => {
    expect(() => new SequenceMatcher([new Uint8Array()])).to.throw(RangeError, "Sequence 0 is empty");
  });
});
