import { randomBytes } from "node:crypto";
import { join } from "node:path";

import { hexlify } from "ethers";

import { encryptFile } from "../../sdk/files/encryptFile.js";
import type { Progress } from "../../sdk/files/Progress.js";
import { wrapKey } from "../../sdk/keys/wrapKey.js";
import type { MerkleTree } from "../../sdk/trees/MerkleTree.js";
import { sampleLeaf } from "../../sdk/trees/sampleLeaf.js";
import { Policy } from "../../sdk/types/Policy.js";
import type { Sample } from "../../sdk/types/Sample.js";
import type { HandOver } from "./HandOver.js";
import type { Input } from "./Input.js";
import type { LocalSupernode } from "./LocalSupernode.js";

const SALT_BYTES = 32;

/** A content that its client has encrypted and not handed over yet. */
export interface Sealed {
  readonly input: Input;
  readonly sample: Sample;
  readonly leaf: string;
  readonly salt: string;
  readonly key: string;
  readonly ciphertext: string;
  readonly ciphertextCid: string;
  readonly keyCommitment: string;
}

/** The client of one submitter: it hashes, encrypts and wraps, and gives nothing away before the root is on chain. */
export class SubmitterClient {
  /**
   * @param address who is rewarded
   * @param workspace folder for ciphertexts
   */
  constructor(
    readonly address: string,
    private readonly workspace: string,
  ) {}

  /** Encrypts one input under a random key, hashing it in the same pass. */
  async seal(input: Input, onProgress?: Progress): Promise<Sealed> {
    const salt = hexlify(randomBytes(SALT_BYTES));
    const ciphertext = join(this.workspace, `${salt.slice(2, 18)}.sealed`);
    const sealed = await encryptFile(input.path, ciphertext, {
      submitter: this.address,
      salt,
      ...(onProgress === undefined ? {} : { onProgress }),
    });
    const sample: Sample = {
      submitter: this.address,
      kind: input.kind,
      contentHash: sealed.contentHash,
      possession: sealed.possession,
      policy: Policy.CLEAR,
    };
    return { ...sealed, input, sample, leaf: sampleLeaf(sample), salt, ciphertext };
  }

  /** What the seat holders receive, with the key wrapped to each of them. */
  handOver(sealed: Sealed, tree: MerkleTree, aggregator: string, supernodes: readonly LocalSupernode[]): HandOver {
    const { sample, leaf, salt, key, ciphertext, ciphertextCid, keyCommitment } = sealed;
    const wrappedKeys = new Map(
      supernodes.map((node) => [node.address, wrapKey(key, node.encryptionKeys.publicKey, sample.contentHash)]),
    );
    const proof = tree.proof(tree.leaves.indexOf(leaf));
    return { sample, salt, aggregator, root: tree.root, proof, ciphertext, ciphertextCid, keyCommitment, wrappedKeys };
  }
}
