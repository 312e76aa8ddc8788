import { SimpleMerkleTree } from "@openzeppelin/merkle-tree";
import { ZeroHash } from "ethers";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";

/**
 * A Merkle tree over leaves that are hashes already, in the form that OpenZeppelin's `MerkleProof` checks: pairs are
 * sorted. Leaves are sorted too, so that the root does not depend on their order. One leaf is its own root; the root of
 * no leaves is zero, which the contracts read as "none" and no proof leads to.
 */
export class MerkleTree {
  readonly root: string;
  private readonly tree: SimpleMerkleTree | undefined;

  /** @param leaves hashes of 32 bytes */
  constructor(readonly leaves: readonly string[]) {
    this.tree = leaves.length === 0 ? undefined : SimpleMerkleTree.of([...leaves]);
    this.root = this.tree?.root ?? ZeroHash;
  }

  /**
   * The proof of one leaf, from its sibling up.
   *
   * @param index the leaf's place among `leaves`
   */
  proof(index: number): string[] {
    if (this.tree === undefined || !Number.isInteger(index) || index < 0 || index >= this.leaves.length) {
      throw new InvalidArgumentError("index", String(index), `an index below ${this.leaves.length}`);
    }
    return this.tree.getProof(index);
  }
}
