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

/** Buckets as lists, and distances by the engines. */
class Model {
  private readonly digests: string[] = [];
  private readonly buckets = new Map<string, number[]>();

  add(digest: string): void {
    const index = this.digests.push(digest) - 1;
    segmentsOf(digest).forEach((value, segment) => {
      const bucket = this.buckets.get(`${segment} ${value}`) ?? [];
      if (bucket.length < 32) this.buckets.set(`${segment} ${value}`, [...bucket, index]);
    });
  }

  nearest(digest: string): { index: number; distance: number } | null {
    const shown = new Set<number>();
    segmentsOf(digest).forEach((value, segment) => {
      for (const near of [value, ...Array.from({ length: 8 }, (_, pair) => stepsOf(value, 2 * pair)).flat()]) {
        for (const index of this.buckets.get(`${segment} ${near}`) ?? []) shown.add(index);
      }
    });
    let best: { index: number; distance: number } | null = null;
    for (const index of [...shown].sort((a, b) => a - b)) {
      const distance = tlshDistance(this.digests[index] ?? "", digest);
      if (distance <= scoringRule.nearDistance && distance < (best?.distance ?? Infinity)) best = { index, distance };
    }
    return best;
  }
}

function segmentsOf(digest: string): number[] {
  return Array.from({ length: 16 }, (_, segment) => parseInt(digest.slice(6 + 4 * segment, 10 + 4 * segment), 16));
}

/** The values with the pair of bits at `shift` one higher or one lower. */
function stepsOf(value: number, shift: number): number[] {
  const pair = (value >> shift) & 3;
  return [pair - 1, pair + 1]
    .filter((step) => step >= 0 && step <= 3)
    .map((step) => value + (step - pair) * 2 ** shift);
}

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
      // Each run sets up an index of seven megabytes.
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

  // What the rule says, word by word: buckets of 32, and of all that they show the nearest, then the first.
  const families = {
    unlike: fc.array(bytes, { minLength: 30, maxLength: 120 }),
    "one header": fc.array(
      bytes.map((digest) => digest.fill(0, 0, 3)),
      { minLength: 30, maxLength: 120 },
    ),
    "headers on the edge": fc.array(
      fc.tuple(fc.nat(5), fc.nat(255), bytes).map(([length, ratios, body]) => {
        return Uint8Array.from([0, length << 4, ratios, ...body.fill(0x15, 3).subarray(3)]);
      }),
      { minLength: 30, maxLength: 120 },
    ),
    "near-duplicates": fc
      .tuple(bytes, fc.array(fc.array(bit, { maxLength: 24 }), { maxLength: 120 }))
      .map(([first, all]) => {
        return all.map((flips) => {
          const digest = first.slice();
          for (const [byte, place] of flips) digest[byte] = (digest[byte] ?? 0) ^ (1 << place);
          return digest;
        });
      }),
    // Four values for a segment: 32 of 400 fill every bucket.
    "a crowd": fc
      .array(fc.uint8Array({ minLength: 35, maxLength: 35, max: 1 }), { minLength: 300, maxLength: 400 })
      .map((all) => all.map((digest) => digest.map((byte, i) => (i < 3 ? byte : 2 * byte)))),
  };
  for (const [family, digests] of Object.entries(families)) {
    it(`agrees with a model of the rule on ${family}`, () => {
      let found = 0;
      fc.assert(
        fc.property(digests, fc.boolean(), (all, addsAll) => {
          const index = new SimilarityIndex(all.length);
          const model = new Model();
          for (const digest of all.map(hex)) {
            const nearest = index.nearest(digest);
            expect(nearest).to.deep.equal(model.nearest(digest));
            if (nearest !== null) found += 1;
            if (nearest !== null && !addsAll) continue;
            index.add(digest);
            model.add(digest);
          }
        }),
        // A failing list of digests takes minutes to shrink.
        { numRuns: 10, endOnFailure: true },
      );
      if (family !== "unlike" && family !== "one header") expect(found).to.be.above(20);
    });
  }

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
