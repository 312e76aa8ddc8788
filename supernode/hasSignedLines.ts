import { createHash } from "node:crypto";

import { openFile } from "../sdk/files/openFile.js";
import { readFile } from "../sdk/files/readFile.js";
import { ContentError } from "../sdk/stores/ContentError.js";
import type { ContentStore } from "../sdk/stores/ContentStore.js";
import { withContent } from "../sdk/stores/withContent.js";
import type { Envelope } from "./Envelope.js";
import { MAXIMUM_ENVELOPE_BYTES } from "./MAXIMUM_ENVELOPE_BYTES.js";
import { readEnvelope } from "./readEnvelope.js";

/** Whether the stored bytes are those of a bulletin with this envelope. Reads all of them, and keeps none. */
export async function hasSignedLines(
  store: Pick<ContentStore, "fetchTo">,
  digest: string,
  { size: ofLines, contents, signature }: Envelope,
): Promise<boolean> {
  try {
    return await withContent(store, digest, MAXIMUM_ENVELOPE_BYTES + ofLines, (path) =>
      openFile(path, async (file, size) => {
        const parsed = await readEnvelope(file);
        if (parsed?.envelope.signature !== signature || size !== parsed.length + parsed.envelope.size) return false;
        const hash = createHash("sha256");
        for await (const chunk of readFile(file, parsed.length, size)) hash.update(chunk);
        return `0x${hash.digest("hex")}` === contents;
      }),
    );
  } catch (error) {
    if (error instanceof ContentError) return false;
    throw error;
  }
}
