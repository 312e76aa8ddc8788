import { ZeroHash } from "ethers";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { ascendingHashes } from "./ascendingHashes.js";
import { HASH_BYTES } from "./HASH_BYTES.js";
import { keccakOf } from "./keccakOf.js";

const WORD_BYTES = Uint32Array.BYTES_PER_ELEMENT;
const HASH_WORDS = HASH_BYTES / WORD_BYTES;

/**
 * Shared with nobody: but V8 counts the bytes of other buffers towards the next collection of the whole heap, which beside
 * a million verdicts takes half as long as hashing them. Most web pages may not share memory, and have few verdicts.
 */
const Memory = "SharedArrayBuffer" in globalThis ? SharedArrayBuffer : ArrayBuffer;

/**
 * A Merkle tree over leaves that are hashes already, in the form that OpenZeppelin's `MerkleProof` checks: pairs are
 * sorted. Leaves are sorted too, so that the root does not depend on their order. One leaf is its own root; the root of
 * no leaves is zero, which the contracts read as "none" and no proof leads to.
 *
 * The tree is that of OpenZeppelin's `SimpleMerkleTree`, to which a test holds it, but its nodes are bytes and nothing
 * is made per node: the time is linear in the leaves, and mostly that of hashing. docs/scaling.md has the figures.
 */
export class MerkleTree {
  readonly root: string;
  /** How many leaves there are. */
  readonly size: number;
  /** Node by node from the root; the children of node i are 2i + 1 and 2i + 2, the smallest leaf is the last node. */
  private readonly nodes: Uint8Array;
  /** The node of each leaf, by its place among the leaves. */
  private readonly places: Uint32Array;

  /**
   * @param leaves hashes of 32 bytes, as texts or in one row of bytes
   * @throws {InvalidArgumentError} for a leaf that is none
   */
  constructor(leaves: readonly string[] | Uint8Array) {
    const hashes = leaves instanceof Uint8Array ? wholeHashes(leaves) : toBytes(leaves);
    this.size = hashes.length / HASH_BYTES;
    const nodeCount = Math.max(2 * this.size - 1, 0);
    this.nodes = new Uint8Array(new Memory(nodeCount * HASH_BYTES));
    this.places = new Uint32Array(this.size);

    const order = ascendingHashes(hashes);
    const words = wordsOf(hashes);
    const nodeWords = wordsOf(this.nodes);
    for (let rank = 0; rank < order.length; rank += 1) {
      const index = order[rank] ?? 0;
      const place = nodeCount - 1 - rank;
      copyHash(words, index, nodeWords, place);
      this.places[index] = place;
    }
    this.hashPairs(this.size - 2);

    this.root = this.size === 0 ? ZeroHash : this.node(0);
  }

  /** Fills the inner nodes from `last` to the root. */
  private hashPairs(last: number): void {
    const { nodes } = this;
    const nodeWords = wordsOf(nodes);
    const pair = new Uint8Array(2 * HASH_BYTES);
    const pairWords = wordsOf(pair);
    for (let parent = last; parent >= 0; parent -= 1) {
      // Siblings stand side by side.
      const left = 2 * parent + 1;
      const right = left + 1;
      const swap = isAbove(nodes, left * HASH_BYTES, right * HASH_BYTES);
      copyHash(nodeWords, left, pairWords, swap ? 1 : 0);
      copyHash(nodeWords, right, pairWords, swap ? 0 : 1);
      nodes.set(keccakOf(pair), parent * HASH_BYTES);
    }
  }

  /**
   * The proof of one leaf, from its sibling up.
   *
   * @param index the leaf's place among the leaves
   * @throws {InvalidArgumentError} for an index that is none of a leaf
   */
  proof(index: number): string[] {
    let place = this.places[index];
    if (place === undefined) {
      throw new InvalidArgumentError("index", String(index), `an index below ${this.size}`);
    }
    const proof: string[] = [];
    while (place > 0) {
      proof.push(this.node(place % 2 === 1 ? place + 1 : place - 1));
      place = (place - 1) >> 1;
    }
    return proof;
  }

  private node(place: number): string {
    return `0x${Buffer.from(this.nodes.buffer, place * HASH_BYTES, HASH_BYTES).toString("hex")}`;
  }
}

/** Word by word: for so few, a view of the part to copy would take longer to make. */
function copyHash(source: Uint32Array, from: number, target: Uint32Array, to: number): void {
  for (let i = 0; i < HASH_WORDS; i += 1) target[to * HASH_WORDS + i] = source[from * HASH_WORDS + i] ?? 0;
}

/** The same memory, or a copy of what does not start with a word of its buffer. */
function wordsOf(hashes: Uint8Array): Uint32Array {
  // Not `slice`, which in a Buffer copies nothing.
  const { buffer, byteOffset, length } = hashes.byteOffset % WORD_BYTES === 0 ? hashes : new Uint8Array(hashes);
  return new Uint32Array(buffer, byteOffset, length / WORD_BYTES);
}

/** Whether the hash at `a` is greater than the one at `b`. Random hashes differ in their first byte. */
function isAbove(hashes: Uint8Array, a: number, b: number): boolean {
  for (let i = 0; i < HASH_BYTES; i += 1) {
    const difference = (hashes[a + i] ?? 0) - (hashes[b + i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

function wholeHashes(hashes: Uint8Array): Uint8Array {
  if (hashes.length % HASH_BYTES !== 0) {
    throw new InvalidArgumentError("leaves", `${hashes.length} bytes`, "a multiple of 32 bytes");
  }
  return hashes;
}

function toBytes(leaves: readonly string[]): Uint8Array {
  const hashes = Buffer.allocUnsafe(leaves.length * HASH_BYTES);
  leaves.forEach((leaf, index) => {
    if (!/^0x[0-9a-f]{64}$/i.test(leaf))
      throw new InvalidArgumentError("leaf", JSON.stringify(leaf), "a hash of 32 bytes");
    hashes.write(leaf.slice(2), index * HASH_BYTES, "hex");
  });
  return hashes;
}
