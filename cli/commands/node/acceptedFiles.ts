import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

import { writeAtomically } from "../../../sdk/files/writeAtomically.js";
import type { Examination } from "../../../supernode/Examination.js";
import { examinationSchema } from "../../../supernode/examinationSchema.js";
import { handOverDigest } from "../../../supernode/handOverDigest.js";
import { toJson } from "../../../supernode/toJson.js";

const schema = z.strictObject({ examination: examinationSchema, wrappedKey: z.string() });

interface Accepted {
  readonly examination: Examination;
  /** As the hand-over had it, for the leaf of the examination. */
  readonly wrappedKey: string;
}

/**
 * The hand-overs that a supernode accepted: a folder for each key commitment, in it a file for each hand-over, named by the
 * digest of its hand-over (R1). The content key stays wrapped: it is opened when it is sold.
 */
export const acceptedFiles = {
  async write(folder: string, examination: Examination, wrappedKey: string): Promise<void> {
    const { claims } = examination;
    const place = placeOf(folder, claims.keyCommitment);
    await mkdir(place, { recursive: true });
    const path = join(place, `${handOverDigest(claims)}.json`);
    await writeAtomically(path, (file) => file.writeFile(toJson({ examination, wrappedKey })));
  },

  /** Those whose key has a commitment, in no particular order; any of them has the key. */
  async withKey(folder: string, keyCommitment: string): Promise<Accepted[]> {
    return readAll(placeOf(folder, keyCommitment));
  },

  /** All, in no particular order. */
  async all(folder: string): Promise<Accepted[]> {
    const accepted = [];
    for (const keyCommitment of await namesIn(join(folder, "accepted"))) {
      accepted.push(...(await readAll(placeOf(folder, keyCommitment))));
    }
    return accepted;
  },
};

function placeOf(folder: string, keyCommitment: string): string {
  return join(folder, "accepted", keyCommitment.toLowerCase());
}

async function readAll(place: string): Promise<Accepted[]> {
  const accepted = [];
  for (const name of await namesIn(place)) {
    if (name.endsWith(".json")) accepted.push(schema.parse(JSON.parse(await readFile(join(place, name), "utf8"))));
  }
  return accepted;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return [];
    throw error;
  }
}
