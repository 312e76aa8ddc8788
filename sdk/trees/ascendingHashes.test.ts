import { expect } from "chai";
import fc from "fast-check";

import { ascendingHashes } from "./ascendingHashes.js";

/** Few values, so that hashes agree in their first bytes, or altogether. */
const hash = fc.oneof(
  fc.uint8Array({ minLength: 32, maxLength: 32 }),
  fc.array(fc.constantFrom(0, 1, 255), { minLength: 32, maxLength: 32 }),
  fc.tuple(fc.constantFrom(0, 128), fc.nat(255)).map(([first, last]) => [...Array<number>(31).fill(first), last]),
);

describe("ascendingHashes", () => {
  it("is the order of a comparing, stable sort, also of equal hashes and equal beginnings", () => {
    fc.assert(
      fc.property(fc.array(hash, { maxLength: 200 }), (hashes) => {
        const expected = hashes.map((bytes, index) => ({ bytes: Uint8Array.from(bytes), index }));
        expected.sort((a, b) => Buffer.compare(a.bytes, b.bytes) || a.index - b.index);
        const order = ascendingHashes(Uint8Array.from(hashes.flatMap((bytes) => [...bytes])));
        expect([...order]).to.deep.equal(expected.map(({ index }) => index));
      }),
    );
  });
});
