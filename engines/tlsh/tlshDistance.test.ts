import { expect } from "chai";
import fc from "fast-check";
import DigestHashBuilder from "tlsh/lib/digests/digest-hash-builder.js";

import { tlshDigest } from "./tlshDigest.js";
import { tlshDistance } from "./tlshDistance.js";

const digests = fc
  .uint8Array({ minLength: 35, maxLength: 35 })
  .map((bytes) => Buffer.from(bytes).toString("hex").toUpperCase());

describe("tlshDistance", () => {
  it("equals the npm package on any two digests", () => {
    fc.assert(
      fc.property(digests, digests, (left, right) => {
        const [a, b] = [left, right].map((hash) => DigestHashBuilder().withHash(hash).build());
        expect(tlshDistance(left, `T1${right}`)).to.equal(b && a?.calculateDifference(b, true));
      }),
    );
  });

  it("is zero for a digest and itself, and the same both ways", () => {
    fc.assert(
      fc.property(digests, digests, (left, right) => {
        expect(tlshDistance(left, left)).to.equal(0);
        expect(tlshDistance(left, right)).to.equal(tlshDistance(right, left));
      }),
    );
  });

  it("is small for a near-duplicate and large for other content", async () => {
    const words = "supernodes scan what anyone submits and sign one verdict ".split(" ");
    const text = Array.from(
      { length: 800 },
      (_, index) => `${words[(index * index + 3) % words.length] ?? ""}${index % 37}`,
    ).join(" ");
    const digest = async (content: string): Promise<string> =>
      (await tlshDigest({ bytes: Buffer.from(content) })) ?? "";

    const original = await digest(text);
    expect(tlshDistance(original, await digest(text.replace("supernodes", "listeners!")))).to.be.below(30);
    expect(
      tlshDistance(original, await digest(Array.from({ length: 3_000 }, (_, i) => (i * 7_919) % 1_009).join("|"))),
    ).to.be.above(100);
  });

  it("refuses what is no digest", () => {
    expect(() => tlshDistance("T1AB", "T1CD")).to.throw(RangeError, 'Not a TLSH digest: "T1AB"');
  });
});
