import { copyFile, stat } from "node:fs/promises";
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
import { decryptFile } from "../sdk/files/decryptFile.js";
import { DecryptionError } from "../sdk/files/DecryptionError.js";
import { hashFile } from "../sdk/files/hashFile.js";
import { possessionOf } from "../sdk/files/possessionOf.js";
import { keyCommitment } from "../sdk/keys/keyCommitment.js";
import { KeyEnvelopeError } from "../sdk/keys/KeyEnvelopeError.js";
import { KeyUnwrapper } from "../sdk/keys/KeyUnwrapper.js";
import type { Sample } from "../sdk/types/Sample.js";
import type { Examination } from "./Examination.js";
import type { HandOverClaims } from "./HandOverClaims.js";
import { MAXIMUM_CIPHERTEXT_BYTES } from "./MAXIMUM_CIPHERTEXT_BYTES.js";
import { Refusal } from "./Refusal.js";
import { refusalOf } from "./refusalOf.js";
import { requireRoot } from "./requireRoot.js";
import type { StoredHandOver } from "./StoredHandOver.js";
import { SubmissionTimes } from "./SubmissionTimes.js";
import type { Supernode } from "./Supernode.js";
import { EXAMINING } from "./EXAMINING.js";
import { temporaryFolders } from "./temporaryFolders.js";

/** What a hand-over can make the checks below throw; all else is the supernode's own trouble. */
const FAULTS = [Refusal, DecryptionError, KeyEnvelopeError, InvalidContentError, InvalidArgumentError];

/**
 * A supernode checks everything that a submitter claims, scans the content with its own engines, and keeps ciphertext and
 * key. What it refuses leaves nothing behind: until everything holds, all lies in a folder of this examination alone.
 *
 * @param ciphertext the encrypted content on disk, or what brings it to a path: asked for only when all claims hold that need
 *   no bytes, so that who claims anything makes nobody copy files
 * @returns a refusal that names the first claim that does not hold
 */
export async function examine(
  system: Pick<SystemContracts, "registry" | "clock">,
  node: Supernode,
  handOver: StoredHandOver,
  ciphertext: string | ((target: string) => Promise<void>),
  times = new SubmissionTimes(system),
  keys = new KeyUnwrapper(node.encryptionKeys.privateKey),
): Promise<Examination | Refusal> {
  const check = async (folder: string) => {
    const { claims, key } = await requireClaims(times, keys, node, handOver);
    const { sample, ciphertextCid } = claims;
    const received = await receive(ciphertext, ciphertextCid, folder);
    const plaintext = join(folder, "content.plaintext");
    await requireContent(sample, handOver.salt, received, plaintext, key);

    const input = { kind: sample.kind, path: plaintext, sha256: sample.contentHash.slice(2) };
    const labels = await scan(node.engines, input);
    const similarity = await tlshDigest({ path: plaintext });

    const stored = await node.store.putFile(received);
    if (stored !== ciphertextCid) throw new Error(`ciphertext ${ciphertextCid} changed on disk to ${stored}`);
    node.contentKeys.set(keyCommitment(key), key);
    const acknowledgedIn = await system.clock.currentEpoch();
    const examination = { claims, acknowledgedIn, labels, similarity };
    node.examinations.push(examination);
    return examination;
  };
  try {
    return await temporaryFolders.within(node.workspace, EXAMINING, check);
  } catch (error) {
    if (!FAULTS.some((fault) => error instanceof fault)) throw error;
    return refusalOf(handOver.claims.sample, error as Error);
  }
}

/** Checks what needs no content, and opens the key's envelope. */
async function requireClaims(
  times: SubmissionTimes,
  keys: KeyUnwrapper,
  node: Supernode,
  handOver: StoredHandOver,
): Promise<{ claims: HandOverClaims; key: string }> {
  const { claims, leaf } = await requireRoot(times, handOver.claims);
  const wrapped = handOver.wrappedKeys.get(node.address);
  if (wrapped === undefined) throw new Refusal("its key is not wrapped to this supernode");
  const key = keys.unwrap(wrapped, leaf);
  if (keyCommitment(key) !== claims.keyCommitment) throw new Refusal("its key is not the one committed to");
  return { claims, key };
}

/** Takes the ciphertext, and returns where it lies: a copy of what is somebody else's and can be changed, once it is checked. */
async function receive(
  ciphertext: string | ((target: string) => Promise<void>),
  expected: string,
  folder: string,
): Promise<string> {
  const received = join(folder, "ciphertext");
  if (typeof ciphertext === "string") {
    await requireSize(ciphertext);
    await copyFile(ciphertext, received);
  } else {
    await ciphertext(received);
  }
  await requireSize(received);
  const { sha256 } = await hashFile(received);
  if (sha256 !== expected) throw new Refusal(`its ciphertext has the digest ${sha256}`);
  return received;
}

async function requireSize(path: string): Promise<void> {
  const { size } = await stat(path);
  if (size > MAXIMUM_CIPHERTEXT_BYTES) {
    throw new Refusal(`its ciphertext has ${size} bytes, above ${MAXIMUM_CIPHERTEXT_BYTES}`);
  }
}

async function requireContent(
  sample: Sample,
  salt: string,
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

/** All at once, since most scan in a thread of their own. An engine that breaks has no label; the others do. */
async function scan(engines: readonly Engine[], input: ScanInput): Promise<readonly Label[]> {
  // Whatever fails, the content may be removed only when nobody reads it any more.
  const results = await Promise.allSettled(engines.map((engine) => engine.scan(input)));
  return results.flatMap((result) => {
    if (result.status === "fulfilled") return [result.value];
    if (result.reason instanceof EngineFailedError) return [];
    throw result.reason;
  });
}
