import { closeSync, openSync, readSync, statSync } from "node:fs";

import type { ContentSource } from "../input/ContentSource.js";
import { UnreadableInputError } from "../input/UnreadableInputError.js";
import { SCAN_WINDOW } from "./SCAN_WINDOW.js";

/**
 * Yields the input in overlapping windows; an empty input is one empty window. Reads synchronously: it runs in worker
 * threads, which have nothing else to do. The buffer behind a window is used again for the next one.
 */
export function* readWindows(
  source: ContentSource,
  { bytes, overlapBytes }: { bytes: number; overlapBytes: number } = SCAN_WINDOW,
): Generator<Buffer> {
  const reader = openReader(source);
  try {
    // No larger than the input: to make room for a window takes longer than to scan a small one.
    let window = Buffer.alloc(Math.min(bytes, reader.size + 1));
    let kept = 0;
    let isFirst = true;
    for (;;) {
      let read = fill(reader, window, kept);
      if (read === window.length && read < bytes) {
        // The file has grown since.
        window = Buffer.concat([window], bytes);
        read += fill(reader, window, read);
      }
      // Nothing new: the kept bytes were seen with the window before.
      if (read === 0 && !isFirst) return;

      const length = kept + read;
      yield window.subarray(0, length);
      if (length < bytes) return;

      isFirst = false;
      kept = overlapBytes;
      window.copyWithin(0, bytes - overlapBytes, bytes);
    }
  } finally {
    reader.close();
  }
}

interface Reader {
  /** In bytes, as it was when it was opened. */
  readonly size: number;
  /** Reads at most the length of `target` and returns how much; 0 at the end. */
  read(target: Buffer): number;
  close(): void;
}

function fill(reader: Reader, window: Buffer, from: number): number {
  let end = from;
  while (end < window.length) {
    const read = reader.read(window.subarray(end));
    if (read === 0) break;
    end += read;
  }
  return end - from;
}

function openReader(source: ContentSource): Reader {
  if (source.bytes !== undefined) {
    const { bytes } = source;
    let position = 0;
    return {
      size: bytes.length,
      read: (target) => {
        const part = bytes.subarray(position, position + target.length);
        target.set(part);
        position += part.length;
        return part.length;
      },
      close: () => undefined,
    };
  }

  const { path } = source;
  // Before opening: to open a named pipe that nobody writes to would wait for ever.
  const stats = attempt(path, () => statSync(path));
  if (!stats.isFile()) throw new UnreadableInputError(path, "ENOTFILE");
  const file = attempt(path, () => openSync(path, "r"));
  return {
    size: stats.size,
    read: (target) => attempt(path, () => readSync(file, target, 0, target.length, null)),
    close: () => {
      closeSync(file);
    },
  };
}

function attempt<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw new UnreadableInputError(path, (error as NodeJS.ErrnoException).code ?? String(error));
  }
}
