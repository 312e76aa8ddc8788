import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";

import { labelsHash } from "../engines/labels/labelsHash.js";
import type { LabelTable } from "../engines/labels/LabelTable.js";
import { writeAtomically } from "../sdk/files/writeAtomically.js";
import { labelsPath } from "./labelsPath.js";

/** Keeps the labels of one content as a file. */
export async function keepLabels(workspace: string, table: LabelTable): Promise<void> {
  const path = labelsPath(workspace, labelsHash(table));
  await mkdir(dirname(path), { recursive: true });
  await writeAtomically(path, (file) => file.writeFile(JSON.stringify(table)));
}
