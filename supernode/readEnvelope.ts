import type { FileHandle } from "node:fs/promises";

import { MAXIMUM_ENVELOPE_BYTES } from "./MAXIMUM_ENVELOPE_BYTES.js";
import { parseEnvelope } from "./parseEnvelope.js";

/** The envelope at the beginning of an open file, see `parseEnvelope`. */
export async function readEnvelope(file: FileHandle): Promise<ReturnType<typeof parseEnvelope>> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(MAXIMUM_ENVELOPE_BYTES), 0, MAXIMUM_ENVELOPE_BYTES, 0);
  return parseEnvelope(buffer.subarray(0, bytesRead));
}
