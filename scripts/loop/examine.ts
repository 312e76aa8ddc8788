import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";

import type { Label } from "../../engines/Label.js";
import { tlshDigest } from "../../engines/tlsh/tlshDigest.js";
import { decryptFile } from "../../sdk/files/decryptFile.js";
import { possessionOf } from "../../sdk/files/possessionOf.js";
import { keyCommitment } from "../../sdk/keys/keyCommitment.js";
import { unwrapKey } from "../../sdk/keys/unwrapKey.js";
import { sampleLeaf } from "../../sdk/trees/sampleLeaf.js";
import { verifyProof } from "../../sdk/trees/verifyProof.js";
import type { Examination } from "./Examination.js";
import type { HandOver } from "./HandOver.js";
import type { LocalSupernode } from "./LocalSupernode.js";
import { LoopFailed } from "./LoopFailed.js";

/**
 * A supernode stores a ciphertext, checks everything that its submitter claims, and scans the content with its own engines.
 *
 * @throws {LoopFailed} naming the first claim that does not hold
 */
export async function examine(node: LocalSupernode, handOver: HandOver): Promise<Examination> {
  const { sample, salt, root, proof } = handOver;
  const refuse = (what: string): LoopFailed =>
    new LoopFailed(`supernode ${node.address} refuses content ${sample.contentHash}: ${what}`);
  if (!verifyProof(root, sampleLeaf(sample), proof)) throw refuse("its leaf is not in the submitted root");
  const digest = await node.store.putFile(handOver.ciphertext);
  if (digest !== handOver.ciphertextCid) throw refuse(`its ciphertext has the digest ${digest}`);
  const wrapped = handOver.wrappedKeys.get(node.address);
  if (wrapped === undefined) throw refuse("its key is not wrapped to this supernode");
  const key = unwrapKey(wrapped, node.encryptionKeys.privateKey, sample.contentHash);
  if (keyCommitment(key) !== handOver.keyCommitment) throw refuse("its key is not the one committed to");

  // Of this examination alone: another of the same content must not remove it.
  const plaintext = join(node.workspace, `${randomUUID()}.plaintext`);
  try {
    const { contentHash } = await decryptFile(await node.store.verifiedPath(digest), plaintext, key);
    if (contentHash !== sample.contentHash) throw refuse(`its bytes have the hash ${contentHash}`);
    const possession = await possessionOf(sample.submitter, salt, plaintext);
    if (possession !== sample.possession) throw refuse("its submitter did not have the bytes");
    // The first key stands: the report commits to the ciphertext of whoever was first.
    if (!node.contentKeys.has(sample.contentHash)) node.contentKeys.set(sample.contentHash, key);

    const input = { kind: sample.kind, path: plaintext, sha256: contentHash.slice(2) };
    const labels: Label[] = [];
    for (const engine of node.engines) labels.push(await engine.scan(input));
    return { labels, similarity: await tlshDigest({ path: plaintext }) };
  } finally {
    await rm(plaintext, { force: true });
  }
}
