import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

import { writeAtomically } from "../../../sdk/files/writeAtomically.js";
import type { Examination } from "../../../supernode/Examination.js";
import { examinationSchema } from "../../../supernode/examinationSchema.js";
import { toJson } from "../../../supernode/toJson.js";

const schema = z.strictObject({ examination: examinationSchema, wrappedKey: z.string() });

/**
 * The hand-overs that a supernode accepted, a file for each key commitment. The content key stays wrapped: it is opened
 * when it is sold.
 */
export const acceptedFiles = {
  async write(folder: string, examination: Examination, wrappedKey: string): Promise<void> {
    await mkdir(join(folder, "accepted"), { recursive: true });
    const path = pathOf(folder, examination.claims.keyCommitment);
    await writeAtomically(path, (file) => file.writeFile(toJson({ examination, wrappedKey })));
  },

  /** Undefined when there is none. */
  async read(
    folder: string,
    keyCommitment: string,
  ): Promise<{ examination: Examination; wrappedKey: string } | undefined> {
    try {
      return schema.parse(JSON.parse(await readFile(pathOf(folder, keyCommitment), "utf8")));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  },

  /** Key commitments of all. */
  async list(folder: string): Promise<string[]> {
    try {
      const names = await readdir(join(folder, "accepted"));
      return names.filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -".json".length));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
      throw error;
    }
  },
};

function pathOf(folder: string, keyCommitment: string): string {
  return join(folder, "accepted", `${keyCommitment.toLowerCase()}.json`);
}
