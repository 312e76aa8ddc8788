import { join } from "node:path";
import { rm } from "node:fs/promises";

import { prepareSubmission } from "../../../sdk/clients/prepareSubmission.js";
import type { ContentStore } from "../../../sdk/stores/ContentStore.js";
import type { Input } from "../../../supernode/Input.js";
import type { Session } from "../../Session.js";
import type { PreparedSample } from "./PreparedSample.js";

/** Files under work at once: the disk answers while another is hashed. */
const AT_ONCE = 8;

/**
 * Encrypts every file into the store, each under a key of its own. Ends between two pieces of a file when it is interrupted.
 *
 * @param folder for what is not yet in the store
 * @param stored is told each ciphertext's digest before it is put into the store
 */
export async function prepareSamples(
  session: Session,
  store: ContentStore,
  inputs: readonly Input[],
  { submitter, policy }: { submitter: string; policy: bigint },
  folder: string,
  stored: (digest: string) => void,
): Promise<PreparedSample[]> {
  const bytes = inputs.reduce((sum, input) => sum + input.bytes, 0);
  const bar = session.progress(`Hashing and encrypting ${inputs.length} files, ${bytes} bytes`, inputs.length);
  const prepared: PreparedSample[] = [];
  const remaining = inputs.entries();
  const onProgress = (): void => {
    session.checkpoint();
  };

  let isFailing = false;
  async function work(): Promise<void> {
    for (const [index, { name, path, kind }] of remaining) {
      if (isFailing) return;
      session.checkpoint();
      const target = join(folder, String(index));
      const options = { kind, policy, onProgress };
      const { sample, salt, encrypted } = await prepareSubmission(submitter, path, target, options);
      const { key, keyCommitment, ciphertextCid } = encrypted;
      stored(ciphertextCid);
      await store.putFile(target);
      await rm(target);
      prepared[index] = { name, sample, salt, key, keyCommitment, ciphertextCid };
      bar.advance(1);
    }
  }

  const fail = (error: unknown): never => {
    isFailing = true;
    throw error;
  };
  try {
    // When the first failure is told, nobody may still write.
    const results = await Promise.allSettled(Array.from({ length: AT_ONCE }, () => work().catch(fail)));
    for (const result of results) if (result.status === "rejected") throw result.reason;
  } finally {
    bar.stop();
  }
  return prepared;
}
