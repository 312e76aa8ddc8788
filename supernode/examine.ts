import { randomUUID } from "node:crypto";
import { mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

import { EngineFailedError } from "../engines/EngineFailedError.js";
import type { Engine } from "../engines/Engine.js";
import { checkContent } from "../engines/formats/checkContent.js";
import { InvalidContentError } from "../engines/formats/InvalidContentError.js";
import type { Label } from "../engines/Label.js";
import type { ScanInput } from "../engines/ScanInput.js";
import { tlshDigest } from "../engines/tlsh/tlshDigest.js";
import type { SystemContracts } from "../sdk/deployment/SystemContracts.js";
import { InvalidArgumentError } from "../sdk/errors/InvalidArgumentError.js";
import { ciphertextFormat } from "../sdk/files/ciphertextFormat.js";
import { decryptFile } from "../sdk/files/decryptFile.js";
import { DecryptionError } from "../sdk/files/DecryptionError.js";
import { possessionOf } from "../sdk/files/possessionOf.js";
import { keyCommitment } from "../sdk/keys/keyCommitment.js";
import { KeyEnvelopeError } from "../sdk/keys/KeyEnvelopeError.js";
import { unwrapKey } from "../sdk/keys/unwrapKey.js";
import { FolderStore } from "../sdk/stores/FolderStore.js";
import { sampleLeaf } from "../sdk/trees/sampleLeaf.js";
import { verifyProof } from "../sdk/trees/verifyProof.js";
import { claimsSchema } from "./claimsSchema.js";
import type { Examination } from "./Examination.js";
import type { HandOver } from "./HandOver.js";
import type { Supernode } from "./Supernode.js";
import { MAXIMUM_CONTENT_BYTES } from "./MAXIMUM_CONTENT_BYTES.js";
import { readRoot } from "./readRoot.js";
import { Refusal } from "./Refusal.js";

/** What a hand-over can make the checks below throw; all else is the supernode's own trouble. */
const FAULTS = [Refusal, DecryptionError, KeyEnvelopeError, InvalidContentError, InvalidArgumentError];

const { headerBytes, tagBytes } = ciphertextFormat;
const MAXIMUM_CIPHERTEXT_BYTES = MAXIMUM_CONTENT_BYTES + headerBytes + tagBytes;

/**
 * A supernode checks everything that a submitter claims, scans the content with its own engines, and keeps ciphertext and
 * key. What it refuses leaves nothing behind: until everything holds, all lies in a folder of this examination alone.
 *
 * @returns a refusal that names the first claim that does not hold
 */
export async function examine(
  system: Pick<SystemContracts, "registry" | "clock">,
  node: Supernode,
  handOver: HandOver,
): Promise<Examination | Refusal> {
  const folder = join(node.workspace, randomUUID());
  try {
    await mkdir(folder);
    const key = await requireClaims(system, node, handOver);
    const ciphertext = await receive(handOver, folder);
    const plaintext = join(folder, "content.plaintext");
    await requireContent(handOver, ciphertext, plaintext, key);

    const { sample, ciphertextCid } = handOver.claims;
    const input = { kind: sample.kind, path: plaintext, sha256: sample.contentHash.slice(2).toLowerCase() };
    const labels = await scan(node.engines, input);
    const similarity = await tlshDigest({ path: plaintext });

    const stored = await node.store.putFile(ciphertext);
    if (stored !== ciphertextCid) throw new Error(`ciphertext ${ciphertextCid} changed on disk to ${stored}`);
    node.contentKeys.set(keyCommitment(key), key);
    const acknowledgedIn = await system.clock.currentEpoch();
    const examination = { claims: handOver.claims, acknowledgedIn, labels, similarity };
    node.examinations.push(examination);
    return examination;
  } catch (error) {
    if (!FAULTS.some((fault) => error instanceof fault)) throw error;
    return error instanceof Refusal ? error : new Refusal((error as Error).message, { cause: error });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Checks what needs no content, and opens the key's envelope. */
async function requireClaims(
  system: Pick<SystemContracts, "registry">,
  node: Supernode,
  { claims, wrappedKeys }: HandOver,
): Promise<string> {
  const { error } = claimsSchema.safeParse(claims);
  if (error !== undefined) throw new Refusal(`its claims are malformed: ${error.message}`);
  const { sample, aggregator, root, proof } = claims;
  const leaf = sampleLeaf(sample);
  if (!verifyProof(root, leaf, proof)) throw new Refusal("its leaf is not in its root");
  if ((await readRoot(system, aggregator, root)) === null) {
    throw new Refusal(`${aggregator} has not submitted its root ${root}`);
  }
  const wrapped = wrappedKeys.get(node.address);
  if (wrapped === undefined) throw new Refusal("its key is not wrapped to this supernode");
  const key = unwrapKey(wrapped, node.encryptionKeys.privateKey, leaf);
  if (keyCommitment(key) !== claims.keyCommitment) throw new Refusal("its key is not the one committed to");
  return key;
}

/** Takes a copy of the ciphertext, and returns where it lies. */
async function receive({ ciphertext, claims }: HandOver, folder: string): Promise<string> {
  const { size } = await stat(ciphertext);
  if (size > MAXIMUM_CIPHERTEXT_BYTES) {
    throw new Refusal(`its ciphertext has ${size} bytes, above ${MAXIMUM_CIPHERTEXT_BYTES}`);
  }
  const received = new FolderStore(folder);
  const digest = await received.putFile(ciphertext);
  if (digest !== claims.ciphertextCid) throw new Refusal(`its ciphertext has the digest ${digest}`);
  return received.verifiedPath(digest);
}

async function requireContent(
  { claims: { sample }, salt }: HandOver,
  ciphertext: string,
  plaintext: string,
  key: string,
): Promise<void> {
  const { contentHash } = await decryptFile(ciphertext, plaintext, key);
  if (contentHash !== sample.contentHash) throw new Refusal(`its bytes have the hash ${contentHash}`);
  const possession = await possessionOf(sample.submitter, salt, plaintext);
  if (possession !== sample.possession) throw new Refusal("its submitter did not have the bytes");
  await checkContent({ kind: sample.kind, path: plaintext });
}

/** An engine that breaks has no label; the others do. */
async function scan(engines: readonly Engine[], input: ScanInput): Promise<readonly Label[]> {
  const labels: Label[] = [];
  for (const engine of engines) {
    try {
      labels.push(await engine.scan(input));
    } catch (error) {
      if (!(error instanceof EngineFailedError)) throw error;
    }
  }
  return labels;
}
