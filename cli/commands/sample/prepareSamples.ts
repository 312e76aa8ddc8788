import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";

import { prepareSubmission } from "../../../sdk/clients/prepareSubmission.js";
import type { ContentStore } from "../../../sdk/stores/ContentStore.js";
import type { Input } from "../../../supernode/Input.js";
import type { Session } from "../../Session.js";
import type { PreparedSample } from "./PreparedSample.js";

/** Files under work at once: the disk answers while another is hashed. */
const AT_ONCE = 8;

/** Encrypts every file into the store, each under a key of its own. */
export async function prepareSamples(
  session: Session,
  store: ContentStore,
  inputs: readonly Input[],
  submitter: string,
  policy: bigint,
): Promise<PreparedSample[]> {
  const bytes = inputs.reduce((sum, input) => sum + input.bytes, 0);
  const bar = session.progress(`Hashing and encrypting ${inputs.length} files, ${bytes} bytes`, inputs.length);
  const folder = await mkdtemp(join(session.settings.home, "encrypting-"));
  const prepared: PreparedSample[] = [];
  const remaining = inputs.entries();

  async function work(): Promise<void> {
    for (const [index, { name, path, kind }] of remaining) {
      const target = join(folder, String(index));
      const { sample, salt, encrypted } = await prepareSubmission(submitter, path, target, { kind, policy });
      await store.putFile(target);
      await rm(target);
      const { key, keyCommitment, ciphertextCid } = encrypted;
      prepared[index] = { name, sample, salt, key, keyCommitment, ciphertextCid };
      bar.advance(1);
    }
  }

  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    bar.stop();
    await rm(folder, { recursive: true, force: true });
  }
  return prepared;
}
