import { expect } from "chai";
import { AbiCoder, hexlify, keccak256 } from "ethers";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { LeafHasher } from "./LeafHasher.js";

const HASH = `0x${"aB".repeat(32)}`;

function refusal(actual: string, expected: string, act: () => void): void {
  expect(act).to.throw(InvalidArgumentError).that.includes({ argument: "field of a leaf", actual, expected });
}

describe("LeafHasher", () => {
  it("hashes the ABI encoding twice, and leaves nothing of a leaf in the next", () => {
    const leaves: [string, bigint, bigint][] = [
      [HASH, 2n ** 32n - 1n, 2n ** 128n - 1n],
      [HASH.toLowerCase(), 0n, 2n ** 32n],
      [`0x${"00".repeat(32)}`, 7n, 0n],
    ];
    const hasher = new LeafHasher(3, leaves.length);
    for (const [hash, small, large] of leaves) {
      hasher.setBytes(0, hash, 32);
      hasher.setInteger(1, small, 32);
      hasher.setInteger(2, large, 128);
      hasher.add();
    }
    const expected = leaves.map((leaf) =>
      keccak256(keccak256(AbiCoder.defaultAbiCoder().encode(["bytes32", "uint32", "uint128"], leaf))).slice(2),
    );
    expect(hexlify(hasher.leaves())).to.equal(`0x${expected.join("")}`);
  });

  for (const bits of [8, 16, 32, 96, 128]) {
    it(`takes the largest integer of ${bits} bits, not the next, and none below zero`, () => {
      const hasher = new LeafHasher(1, 1);
      const next = 2n ** BigInt(bits);
      hasher.setInteger(0, next - 1n, bits);
      refusal(next.toString(), `0 to 2^${bits} - 1`, () => {
        hasher.setInteger(0, next, bits);
      });
      refusal("-1", `0 to 2^${bits} - 1`, () => {
        hasher.setInteger(0, -1n, bits);
      });
    });
  }

  for (const value of [
    HASH.slice(0, -1),
    `${HASH}0`,
    HASH.slice(2),
    HASH.replace("a", "g"),
    HASH.replace("a", "é"),
    "0x",
  ]) {
    it(`refuses ${value.slice(0, 6)} of ${value.length} characters as a hash`, () => {
      const hasher = new LeafHasher(1, 1);
      refusal(JSON.stringify(value), "32 bytes in hexadecimal", () => {
        hasher.setBytes(0, value, 32);
      });
    });
  }
});
