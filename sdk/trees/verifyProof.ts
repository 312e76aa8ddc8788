import { SimpleMerkleTree } from "@openzeppelin/merkle-tree";

/** Whether `proof` leads from `leaf` to `root`; `MerkleProof.verify` of OpenZeppelin. */
export function verifyProof(root: string, leaf: string, proof: readonly string[]): boolean {
  return SimpleMerkleTree.verify(root, leaf, [...proof]);
}
