import { readFile } from "node:fs/promises";

import { z } from "zod";

import type { Label } from "../engines/Label.js";
import { labelsHash } from "../engines/labels/labelsHash.js";
import { ContentError } from "../sdk/stores/ContentError.js";
import { Category } from "../sdk/types/Category.js";
import { labelsPath } from "./labelsPath.js";

const schema = z.object({
  labels: z.array(
    z.object({
      engine: z.string(),
      version: z.string(),
      signatureVersion: z.string(),
      label: z.string().nullable(),
      category: z.enum(Category),
    }),
  ),
  detections: z.int(),
  engines: z.int(),
  category: z.enum(Category),
});

/**
 * Reads the labels of one content from a supernode, and compares them with what a verdict commits to: names and versions,
 * not what each engine's label is taken for.
 *
 * @throws {ContentError} when they are others
 */
export async function readLabels(workspace: string, expectedHash: string): Promise<readonly Label[]> {
  const table = schema.parse(JSON.parse(await readFile(labelsPath(workspace, expectedHash), "utf8")));
  const hash = labelsHash(table);
  if (hash !== expectedHash) throw new ContentError(expectedHash, `the labels kept under it have the hash ${hash}`);
  return table.labels;
}
