import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

import { parseJson } from "../../../sdk/files/parseJson.js";
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

const epochsSchema = z.array(
  z
    .string()
    .regex(/^\d{1,20}$/)
    .transform(BigInt),
);

/**
 * What a submission needs after its transaction, on disk before it is sent: a crash in between loses neither keys nor
 * priority. Only the owner can read the file; it holds the content keys.
 */
export const submissionFile = {
  async write(home: string, chainId: bigint, root: string, samples: readonly PreparedSample[]): Promise<void> {
    const folder = folderOf(home, chainId);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeRecord(home, chainId, root, []);
    await writeAtomically(join(folder, root), async (file) => {
      for (const sample of samples) await file.writeFile(`${toJson(sample)}\n`);
    });
  },

  /** For what was never sent. */
  async remove(home: string, chainId: bigint, root: string): Promise<void> {
    await rm(join(folderOf(home, chainId), root), { force: true });
    await rm(recordOf(home, chainId, root), { force: true });
  },

  /** Notes that a root was handed over to the council of an epoch, once its list is in the store. */
  async addHandOver(home: string, chainId: bigint, root: string, epoch: bigint): Promise<void> {
    const epochs = (await this.handOvers(home, chainId, root)) ?? [];
    await writeRecord(home, chainId, root, [...epochs, epoch]);
  },

  /** The epochs in which a root was handed over from this home; undefined when it does not know, as homes once did not. */
  async handOvers(home: string, chainId: bigint, root: string): Promise<bigint[] | undefined> {
    try {
      return epochsSchema.safeParse(parseJson(await readFile(recordOf(home, chainId, root), "utf8"))).data;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
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

async function writeRecord(home: string, chainId: bigint, root: string, epochs: readonly bigint[]): Promise<void> {
  const ascending = [...new Set(epochs)].sort((a, b) => Number(a - b));
  await writeAtomically(recordOf(home, chainId, root), async (file) => file.writeFile(toJson(ascending)));
}

function recordOf(home: string, chainId: bigint, root: string): string {
  return join(folderOf(home, chainId), `${root}.handed-over`);
}

function folderOf(home: string, chainId: bigint): string {
  return join(home, `chain-${chainId}`, "submissions");
}
