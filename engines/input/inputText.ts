import type { ContentSource } from "./ContentSource.js";
import { inputChunks } from "./inputChunks.js";

/**
 * Reads a whole input of at most `limitBytes` as UTF-8. A byte order mark stays: the same text with and without one has
 * two hashes, so nobody may take them for one. Returns null when the input is longer or is not UTF-8: the
 * caller knows which error its users need.
 */
export async function inputText(source: ContentSource, limitBytes: number): Promise<string | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of inputChunks(source)) {
    length += chunk.length;
    if (length > limitBytes) return null;
    parts.push(Buffer.from(chunk));
  }

  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.concat(parts));
  } catch {
    return null;
  }
}
