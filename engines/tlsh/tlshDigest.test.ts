import { expect } from "chai";
import fc from "fast-check";
import tlsh from "tlsh";

import { tlshDigest } from "./tlshDigest.js";

describe("tlshDigest", () => {
  it("equals the npm package on any bytes, or both have no digest", async () => {
    const uniform = fc.uint8Array({ minLength: 500, maxLength: 6_000 });
    const textual = fc.string({ minLength: 500, maxLength: 1_200 }).map((text) => Buffer.from(text, "latin1"));
    await fc.assert(
      fc.asyncProperty(fc.oneof(uniform, textual), async (bytes) => {
        expect(await tlshDigest({ bytes })).to.equal(reference(bytes));
      }),
      { numRuns: 60 },
    );
  });

  it("does not depend on where chunks end", async () => {
    const bytes = noise(3 * (1 << 20) + 3);
    const whole = await tlshDigest({ bytes });
    expect(whole).to.match(/^T1[0-9A-F]{70}$/);
    expect(whole).to.equal(reference(bytes));
  }).timeout(60_000);

  it("agrees at the borders of the length scale", async () => {
    for (const length of [512, 655, 656, 657, 3_198, 3_199, 3_200, 70_000]) {
      const bytes = noise(length);
      expect(await tlshDigest({ bytes }), `length ${length}`).to.equal(reference(bytes));
    }
  });

  it("has none for 511 bytes, for an empty input and for uniform bytes", async () => {
    expect(await tlshDigest({ bytes: noise(511) })).to.equal(null);
    expect(await tlshDigest({ bytes: new Uint8Array() })).to.equal(null);
    expect(await tlshDigest({ bytes: new Uint8Array(10_000) })).to.equal(null);
    expect(await tlshDigest({ bytes: noise(512) })).to.be.a("string");
  });
});

function reference(bytes: Uint8Array): string | null {
  try {
    return `T1${tlsh(Buffer.from(bytes).toString("latin1"))}`;
  } catch {
    return null;
  }
}

function noise(length: number): Uint8Array {
  let state = 12_345;
  return Uint8Array.from({ length }, () => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) >>> 24);
}
