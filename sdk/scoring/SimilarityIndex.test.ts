import { expect } from "chai";
import fc from "fast-check";

import { tlshDistance } from "../../engines/tlsh/tlshDistance.js";
import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { scoringRule } from "./scoringRule.js";
import { SimilarityIndex } from "./SimilarityIndex.js";

const bytes = fc.uint8Array({ minLength: 35, maxLength: 35 });
const hex = (digest: Uint8Array) => Buffer.from(digest).toString("hex");
const bit = fc.tuple(fc.nat(34), fc.nat(7));

/** A digest and another one, some bits away. */
const pair = fc.tuple(bytes, fc.array(bit, { maxLength: 24 })).map(([digest, flips]) => {
  const other = digest.slice();
  for (const [byte, place] of flips) other[byte] = (other[byte] ?? 0) ^ (1 << place);
  return [hex(digest), hex(other)] as const;
});

describe("SimilarityIndex", () => {
  it("finds a digest exactly up to the near distance, at the distance that the engines measure", () => {
    const seen = { near: 0, far: 0 };
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const index = new SimilarityIndex(1);
        index.add(a);
        const expected = tlshDistance(a, b);
        const near = expected <= scoringRule.nearDistance;
        seen[near ? "near" : "far"] += 1;
        expect(index.nearest(b)).to.deep.equal(near ? { index: 0, distance: expected } : null);
      }),
      // Each run sets up an index of ten megabytes.
      { numRuns: 300 },
    );
    expect(seen.near).to.be.above(30);
    expect(seen.far).to.be.above(30);
  });

  it("finds a body at distance 30 spread as thinly as possible, and none at 31", () => {
    const zero = "00".repeat(35);
    const index = new SimilarityIndex(1);
    index.add(zero);
    // Two steps in each of 15 of the 16 segments; then one more in the last.
    const thirty = `000000${"0101".repeat(15)}0000`;
    const thirtyOne = `${thirty.slice(0, -1)}1`;
    expect(tlshDistance(zero, thirty)).to.equal(30);
    expect(tlshDistance(zero, thirtyOne)).to.equal(31);
    expect(index.nearest(thirty)).to.deep.equal({ index: 0, distance: 30 });
    expect(index.nearest(thirtyOne)).to.equal(null);
  });

  it("returns the nearest, and of equally near ones the one added first", () => {
    const index = new SimilarityIndex(4);
    const near = (last: string) => `${"5a".repeat(34)}${last}`;
    index.add(near("4a")); // one step from 5a
    index.add(near("6a")); // one step, too
    index.add(near("5a"));
    index.add(near("5a"));
    expect(index.nearest(near("5a"))).to.deep.equal({ index: 2, distance: 0 });

    const tied = new SimilarityIndex(2);
    tied.add(near("6a"));
    tied.add(near("4a"));
    expect(tied.nearest(near("5a"))).to.deep.equal({ index: 0, distance: 1 });
  });

  it("agrees with comparing all, while no bucket is full", () => {
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 20 }), (pairs) => {
        const index = new SimilarityIndex(pairs.length);
        pairs.forEach(([a]) => index.add(a));
        for (const [, b] of pairs) {
          const all = pairs.map(([a], i) => ({ index: i, distance: tlshDistance(a, b) }));
          const best = all.reduce((x, y) => (y.distance < x.distance ? y : x));
          expect(index.nearest(b)).to.deep.equal(best.distance <= scoringRule.nearDistance ? best : null);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("takes digests with and without prefix, in either case", () => {
    const index = new SimilarityIndex(1);
    index.add(`T1${"AB".repeat(35)}`);
    expect(index.nearest("ab".repeat(35))).to.deep.equal({ index: 0, distance: 0 });
    expect(index.size).to.equal(1);
  });

  it("keeps 32 digests of a bucket and counts what only a full bucket would show as new", () => {
    const index = new SimilarityIndex(33);
    // The same body, lengths too far apart to be near-duplicates. Lengths are written with swapped halves.
    const sized = (length: number) => `00${(((length & 15) << 4) | (length >> 4)).toString(16).padStart(2, "0")}00`;
    for (let i = 0; i < 33; i += 1) index.add(`${sized(4 * i)}${"5a".repeat(32)}`);
    expect(index.nearest(`${sized(4 * 31)}${"5a".repeat(32)}`)).to.deep.equal({ index: 31, distance: 0 });
    expect(index.nearest(`${sized(4 * 32)}${"5a".repeat(32)}`)).to.equal(null);
  });

  it("refuses more digests than it was made for", () => {
    const index = new SimilarityIndex(1);
    index.add("00".repeat(35));
    expect(() => index.add("00".repeat(35)))
      .to.throw(InvalidArgumentError)
      .that.includes({ argument: "size of the index", actual: "2", expected: "at most 1" });
  });

  for (const digest of ["", "00".repeat(34), "00".repeat(36), `T2${"00".repeat(35)}`, "0g".repeat(35)]) {
    it(`refuses the digest ${JSON.stringify(digest.slice(0, 8))} of ${digest.length} characters`, () => {
      const expected = "70 hexadecimal digits, with or without T1";
      const index = new SimilarityIndex(1);
      for (const call of [() => index.add(digest), () => index.nearest(digest)]) {
        expect(call)
          .to.throw(InvalidArgumentError)
          .that.includes({ argument: "TLSH digest", actual: JSON.stringify(digest), expected });
      }
      expect(index.size).to.equal(0);
    });
  }
});
