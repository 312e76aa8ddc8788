import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

import { writeAtomically } from "../../../sdk/files/writeAtomically.js";
import { Kind } from "../../../sdk/types/Kind.js";
import { toJson } from "../../../supernode/toJson.js";
import { CommandError } from "../../CommandError.js";
import { ExitCode } from "../../ExitCode.js";
import type { PreparedSample } from "./PreparedSample.js";

const hash = z.string().regex(/^0x[0-9a-f]{64}$/);

const lineSchema = z.strictObject({
  name: z.string(),
  sample: z.strictObject({
    submitter: z.string(),
    kind: z.enum(Kind),
    contentHash: hash,
    possession: hash,
    policy: z.coerce.bigint(),
  }),
  salt: hash,
  key: hash,
  keyCommitment: hash,
  ciphertextCid: hash,
});

/**
 * What a submission needs after its transaction, on disk before it is sent: a crash in between loses neither keys nor
 * priority. Only the owner can read the file; it holds the content keys.
 */
export const submissionFile = {
  async write(home: string, chainId: bigint, root: string, samples: readonly PreparedSample[]): Promise<void> {
    const folder = folderOf(home, chainId);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeAtomically(join(folder, root), async (file) => {
      for (const sample of samples) await file.writeFile(`${toJson(sample)}\n`);
    });
  },

  /** For what was never sent. */
  async remove(home: string, chainId: bigint, root: string): Promise<void> {
    await rm(join(folderOf(home, chainId), root), { force: true });
  },

  async read(home: string, chainId: bigint, root: string): Promise<PreparedSample[]> {
    const path = join(folderOf(home, chainId), root);
    let text: string;
    try {
      text = await readFile(path, "utf8");
    } catch (error) {
      const advice = "`virusmap sample list` shows the submissions of this machine; --home names another folder.";
      throw new CommandError(ExitCode.notFound, `${path} cannot be read`, advice, { cause: error });
    }
    return text
      .trimEnd()
      .split("\n")
      .map((line) => lineSchema.parse(JSON.parse(line)));
  },

  /** Roots of the submissions that were begun on this machine. */
  async list(home: string, chainId: bigint): Promise<string[]> {
    try {
      return (await readdir(folderOf(home, chainId))).filter((name) => /^0x[0-9a-f]{64}$/.test(name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
      throw error;
    }
  },
};

function folderOf(home: string, chainId: bigint): string {
  return join(home, `chain-${chainId}`, "submissions");
}
