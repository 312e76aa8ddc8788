import { rm } from "node:fs/promises";
import { join } from "node:path";

import type { BaseWallet, Signer } from "ethers";

import type { Engine } from "../../engines/Engine.js";
import type { Label } from "../../engines/Label.js";
import { tlshDigest } from "../../engines/tlsh/tlshDigest.js";
import { decryptFile } from "../../sdk/files/decryptFile.js";
import type { FolderStore } from "../../sdk/stores/FolderStore.js";
import { possessionOf } from "../../sdk/files/possessionOf.js";
import { keyCommitment } from "../../sdk/keys/keyCommitment.js";
import type { KeyPair } from "../../sdk/keys/KeyPair.js";
import { maskKey } from "../../sdk/keys/maskKey.js";
import { sharedPointAddress } from "../../sdk/keys/sharedPointAddress.js";
import { unwrapKey } from "../../sdk/keys/unwrapKey.js";
import { sampleLeaf } from "../../sdk/trees/sampleLeaf.js";
import { verifyProof } from "../../sdk/trees/verifyProof.js";
import type { PublicKey } from "../../sdk/types/PublicKey.js";
import type { HandOver } from "./HandOver.js";
import { LoopFailed } from "./LoopFailed.js";

/** What one supernode found out about one content. */
export interface Examination {
  readonly handOver: HandOver;
  readonly labels: readonly Label[];
  /** TLSH digest; null for what is too short or too uniform to have one. */
  readonly similarity: string | null;
}

interface SupernodeParts {
  readonly address: string;
  readonly operator: Signer;
  /** Signs reports. */
  readonly signer: BaseWallet;
  readonly encryptionKeys: KeyPair;
  readonly engines: readonly Engine[];
  readonly store: FolderStore;
  /** A folder for plaintexts while they are scanned. */
  readonly workspace: string;
}

/** One supernode of the local network: it stores, checks and scans what it is handed, and delivers keys that were bought. */
export class LocalSupernode {
  readonly address: string;
  readonly operator: Signer;
  readonly signer: BaseWallet;
  readonly encryptionKeys: KeyPair;
  readonly engines: readonly Engine[];
  readonly store: FolderStore;
  readonly #workspace: string;
  readonly #contentKeys = new Map<string, string>();

  constructor({ address, operator, signer, encryptionKeys, engines, store, workspace }: SupernodeParts) {
    this.address = address;
    this.operator = operator;
    this.signer = signer;
    this.encryptionKeys = encryptionKeys;
    this.engines = engines;
    this.store = store;
    this.#workspace = workspace;
  }

  /** Stores a ciphertext, checks everything that its submitter claims, and scans the content with the node's own engines. */
  async examine(handOver: HandOver): Promise<Examination> {
    const { sample, salt, root, proof } = handOver;
    const refuse = (what: string): LoopFailed =>
      new LoopFailed(`supernode ${this.address} refuses content ${sample.contentHash}: ${what}`);
    if (!verifyProof(root, sampleLeaf(sample), proof)) throw refuse("its leaf is not in the submitted root");
    const digest = await this.store.putFile(handOver.ciphertext);
    if (digest !== handOver.ciphertextCid) throw refuse(`its ciphertext has the digest ${digest}`);
    const wrapped = handOver.wrappedKeys.get(this.address);
    if (wrapped === undefined) throw refuse("its key is not wrapped to this supernode");
    const key = unwrapKey(wrapped, this.encryptionKeys.privateKey, sample.contentHash);
    if (keyCommitment(key) !== handOver.keyCommitment) throw refuse("its key is not the one committed to");

    const plaintext = join(this.#workspace, sample.contentHash);
    try {
      const { contentHash } = await decryptFile(await this.store.verifiedPath(digest), plaintext, key);
      if (contentHash !== sample.contentHash) throw refuse(`its bytes have the hash ${contentHash}`);
      const possession = await possessionOf(sample.submitter, salt, plaintext);
      if (possession !== sample.possession) throw refuse("its submitter did not have the bytes");
      // The first key stands: the report commits to the ciphertext of whoever was first.
      if (!this.#contentKeys.has(sample.contentHash)) this.#contentKeys.set(sample.contentHash, key);

      const input = { kind: sample.kind, path: plaintext, sha256: contentHash.slice(2) };
      const labels: Label[] = [];
      for (const engine of this.engines) labels.push(await engine.scan(input));
      return { handOver, labels, similarity: await tlshDigest({ path: plaintext }) };
    } finally {
      await rm(plaintext, { force: true });
    }
  }

  /** The content key masked for one order. */
  maskedKeyFor(contentHash: string, buyerKey: PublicKey, orderId: string): string {
    const key = this.#contentKeys.get(contentHash);
    if (key === undefined) throw new LoopFailed(`supernode ${this.address} has no key of content ${contentHash}`);
    return maskKey(key, sharedPointAddress(this.encryptionKeys.privateKey, buyerKey), orderId);
  }
}
