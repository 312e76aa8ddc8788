import { readFile } from "node:fs/promises";

import { writeGenerated } from "../writeGenerated.js";
import { filesSchema } from "./files/filesSchema.js";
import { assumptionsSchema } from "./paper/assumptionsSchema.js";
import { renderScaling } from "./renderScaling.js";
import { scaleSchema } from "./scale/scaleSchema.js";

/**
 * Writes docs/scaling.md and its images from the figures and assumptions in bench/.
 *
 * @param check writes nothing
 * @returns the files that differ from what is to be written
 */
export async function writeScaling(check = false): Promise<string[]> {
  const read = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, "utf8"));
  const files = renderScaling(
    scaleSchema.file.parse(await read("bench/scale.json")),
    filesSchema.file.parse(await read("bench/files.json")),
    assumptionsSchema.parse(await read("bench/assumptions.json")),
  );
  return writeGenerated(files, check);
}
