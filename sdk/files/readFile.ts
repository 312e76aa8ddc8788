import type { FileHandle } from "node:fs/promises";

import { ChangedFileError } from "./ChangedFileError.js";

const CHUNK_BYTES = 1 << 19;

/**
 * The bytes from `start` until `end` of an open file, in pieces that share two buffers: a piece is to be used up before
 * the next is asked for, while that is being read. So memory stays flat, whatever the file's size.
 *
 * @throws {ChangedFileError} when the file ends before `end`
 */
export async function* readFile(file: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
  if (start >= end) return;
  const bytes = Math.min(CHUNK_BYTES, end - start);
  let [used, free] = [Buffer.allocUnsafe(bytes), Buffer.allocUnsafe(bytes)];
  let reading = read(file, free, start, end);
  for (let position = start; position < end;) {
    const length = await reading;
    position += length;
    [used, free] = [free, used];
    if (position < end) {
      reading = read(file, free, position, end);
      // Its failure is for the next turn, if there is one: who breaks off need not hear of it.
      reading.catch(() => undefined);
    }
    yield used.subarray(0, length);
  }
}

async function read(file: FileHandle, buffer: Buffer, position: number, end: number): Promise<number> {
  const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, end - position), position);
  if (bytesRead === 0) throw new ChangedFileError(position, end);
  return bytesRead;
}
