import { concat, getBytes, id, keccak256 } from "ethers";

/** A Merkle proof, and the root to which it leads. */
interface SyntheticTree {
  readonly root: string;
  readonly proof: string[];
}

/**
 * The proof of one leaf in a tree of 2^depth leaves, of which only the leaf is known: the other nodes on the path are
 * hashes of names. To a contract it looks like any tree, without the time that a million leaves take.
 *
 * @param name of the tree: another name gives other nodes
 */
export function syntheticTree(leaf: string, depth: number, name: string): SyntheticTree {
  const proof = Array.from({ length: depth }, (_, level) => id(`${name}, node ${level}`));
  const root = proof.reduce(hashPair, leaf);
  return { root, proof };
}

function hashPair(first: string, second: string): string {
  const ascending = Buffer.compare(getBytes(first), getBytes(second)) <= 0;
  return keccak256(ascending ? concat([first, second]) : concat([second, first]));
}
