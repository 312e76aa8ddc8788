import { expect } from "chai";
import { concat, keccak256, toBeHex, ZeroHash } from "ethers";
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
