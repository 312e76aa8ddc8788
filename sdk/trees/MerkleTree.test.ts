import { SimpleMerkleTree } from "@openzeppelin/merkle-tree";
import { expect } from "chai";
import { concat, getBytes, keccak256, toBeHex, ZeroHash } from "ethers";
import fc from "fast-check";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { MerkleTree } from "./MerkleTree.js";
import { verifyProof } from "./verifyProof.js";

const hash = fc.bigInt({ min: 0n, max: (1n << 256n) - 1n }).map((value) => toBeHex(value, 32));

describe("MerkleTree", () => {
  it("has the root zero without leaves, and no proof", () => {
    const tree = new MerkleTree([]);
    expect(tree.root).to.equal(ZeroHash);
    expect(() => tree.proof(0)).to.throw(InvalidArgumentError, "index is 0, expected an index below 0");
  });

  it("has a single leaf as its root, with an empty proof", () => {
    const leaf = keccak256("0x01");
    const tree = new MerkleTree([leaf]);
    expect(tree.root).to.equal(leaf);
    expect(tree.proof(0)).to.deep.equal([]);
  });

  it("sorts pairs", () => {
    const [low, high] = [toBeHex(1, 32), toBeHex(2, 32)];
    expect(new MerkleTree([high, low]).root).to.equal(keccak256(concat([low, high])));
  });

  it("refuses an index that is none of its leaves", () => {
    const tree = new MerkleTree([toBeHex(1, 32), toBeHex(2, 32)]);
    for (const index of [-1, 2, 0.5, Number.NaN]) {
      expect(() => tree.proof(index)).to.throw(InvalidArgumentError, `index is ${index}, expected an index below 2`);
    }
  });

  it("is OpenZeppelin's tree, root and proofs, also with a leaf twice", () => {
    fc.assert(
      fc.property(fc.array(hash, { minLength: 1, maxLength: 40 }), fc.boolean(), (some, twice) => {
        const leaves = twice ? [...some, ...some.slice(0, 1)] : some;
        const tree = new MerkleTree(leaves);
        const reference = SimpleMerkleTree.of(leaves);
        expect(tree.root).to.equal(reference.root);
        leaves.forEach((_, index) => expect(tree.proof(index)).to.deep.equal(reference.getProof(index)));
      }),
    );
  });

  it("is the same from texts and from a row of bytes, and refuses a row that ends inside a hash", () => {
    fc.assert(
      fc.property(fc.array(hash, { maxLength: 40 }), (leaves) => {
        // At an odd place of a larger buffer, as a part of a file would be.
        const row = getBytes(concat(["0x00", ...leaves])).subarray(1);
        const tree = new MerkleTree(leaves);
        for (const same of [new MerkleTree(row), new MerkleTree(Buffer.from(row.buffer, 1, row.length))]) {
          expect(same.root).to.equal(tree.root);
          expect(same.size).to.equal(leaves.length);
          leaves.forEach((_, index) => expect(same.proof(index)).to.deep.equal(tree.proof(index)));
        }
      }),
    );
    expect(() => new MerkleTree(new Uint8Array(33)))
      .to.throw(InvalidArgumentError)
      .that.includes({ argument: "leaves", actual: "33 bytes", expected: "a multiple of 32 bytes" });
  });

  it("refuses a leaf that is no hash", () => {
    for (const leaf of ["0x", "0x12", "00".repeat(32), `0x${"0g".repeat(32)}`]) {
      expect(() => new MerkleTree([toBeHex(1, 32), leaf]))
        .to.throw(InvalidArgumentError)
        .that.includes({ argument: "leaf", actual: JSON.stringify(leaf), expected: "a hash of 32 bytes" });
    }
  });

  it("proves each leaf, under a root that does not depend on their order", () => {
    fc.assert(
      fc.property(fc.uniqueArray(hash, { minLength: 1, maxLength: 40 }), (leaves) => {
        const tree = new MerkleTree(leaves);
        expect(new MerkleTree([...leaves].reverse()).root).to.equal(tree.root);
        leaves.forEach((leaf, index) => expect(verifyProof(tree.root, leaf, tree.proof(index))).to.equal(true));
      }),
    );
  });

  it("proves no other leaf and no inner node by the wrong proof", () => {
    fc.assert(
      fc.property(fc.uniqueArray(hash, { minLength: 2, maxLength: 40 }), hash, (leaves, stranger) => {
        fc.pre(!leaves.includes(stranger));
        const tree = new MerkleTree(leaves);
        leaves.forEach((leaf, index) => {
          expect(verifyProof(tree.root, stranger, tree.proof(index))).to.equal(false);
          expect(verifyProof(tree.root, leaf, [])).to.equal(false);
        });
      }),
    );
  });
});
