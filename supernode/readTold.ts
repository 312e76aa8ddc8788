import { createReadStream } from "node:fs";

import { openFile } from "../sdk/files/openFile.js";
import { bulletinPath } from "./bulletinPath.js";
import type { Deployment } from "./Deployment.js";
import { readEnvelope } from "./readEnvelope.js";
import type { SignedBulletin } from "./SignedBulletin.js";
import type { Supernode } from "./Supernode.js";

/** What a supernode told for an epoch, if it has. */
export async function readTold(
  { workspace }: Pick<Supernode, "workspace">,
  deployment: Deployment,
  epoch: bigint,
): Promise<SignedBulletin | undefined> {
  const path = await bulletinPath(workspace, deployment, epoch);
  try {
    const parsed = await openFile(path, (file) => readEnvelope(file));
    if (parsed === null) throw new Error(`${path} is no bulletin: it was changed`);
    const { envelope, length: start } = parsed;
    const read = (): AsyncIterator<Buffer> => createReadStream(path, { start })[Symbol.asyncIterator]();
    return { envelope, lines: { [Symbol.asyncIterator]: read } };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
