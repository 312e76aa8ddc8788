import { expect } from "chai";
import { id } from "ethers";

import { verifyProof } from "../../sdk/trees/verifyProof.js";
import { syntheticTree } from "./syntheticTree.js";

describe("syntheticTree", () => {
  it("has a proof of its leaf, as long as it is deep", () => {
    const leaf = id("leaf");
    for (const depth of [0, 1, 20]) {
      const { root, proof } = syntheticTree(leaf, depth, "a tree");
      expect(proof).to.have.length(depth);
      expect(verifyProof(root, leaf, proof)).to.equal(true);
      expect(verifyProof(root, id("another leaf"), proof)).to.equal(false);
    }
  });
});
