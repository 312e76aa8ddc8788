import { open, stat } from "node:fs/promises";

import type { ContentSource } from "./ContentSource.js";
import { UnreadableInputError } from "./UnreadableInputError.js";

/** How much of a file is in memory at a time. */
const CHUNK_BYTES = 1 << 20; // 1 MiB
const LEAST_BYTES = 1 << 12; // 4 KiB

/**
 * Yields the input's bytes in order, in chunks of at most `chunkBytes`. The buffer behind a chunk is used again for the
 * next one: whoever wants to keep bytes copies them.
 */
export async function* inputChunks(source: ContentSource, chunkBytes = CHUNK_BYTES): AsyncGenerator<Uint8Array> {
  if (source.bytes !== undefined) {
    for (let start = 0; start < source.bytes.length; start += chunkBytes) {
      yield source.bytes.subarray(start, start + chunkBytes);
    }
    return;
  }

  // Before opening: to open a named pipe that nobody writes to would wait for ever.
  const stats = await attempt(source.path, () => stat(source.path));
  if (!stats.isFile()) throw new UnreadableInputError(source.path, "ENOTFILE");

  const file = await attempt(source.path, () => open(source.path, "r"));
  try {
    // Hardly larger than the file: to make room for a chunk takes longer than to read a small one.
    const buffer = new Uint8Array(Math.min(chunkBytes, Math.max(stats.size, LEAST_BYTES)));
    for (;;) {
      const { bytesRead } = await attempt(source.path, () => file.read(buffer, 0, buffer.length));
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

async function attempt<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw new UnreadableInputError(path, (error as NodeJS.ErrnoException).code ?? String(error));
  }
}
