import { expect } from "chai";
import { hexlify, keccak256 } from "ethers";
import fc from "fast-check";

import { keccakOf } from "./keccakOf.js";

describe("keccakOf", () => {
  it("is the keccak256 of ethers, around the block of 136 bytes too", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        expect(hexlify(keccakOf(bytes))).to.equal(keccak256(bytes));
      }),
    );
    for (const length of [0, 135, 136, 137, 272]) {
      const bytes = new Uint8Array(length).fill(0xa5);
      expect(hexlify(keccakOf(bytes))).to.equal(keccak256(bytes));
    }
  });
});
