import { type FileHandle, mkdtemp, open, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { z } from "zod";

import { readFile } from "../sdk/files/readFile.js";
import { OversizedContentError } from "../sdk/stores/OversizedContentError.js";
import type { SharedStore } from "../sdk/stores/SharedStore.js";
import { boundedLines } from "./boundedLines.js";
import { claimsSchema } from "./claimsSchema.js";
import { handOverLimits } from "./handOverLimits.js";
import { parseJson } from "../sdk/files/parseJson.js";
import type { StoredHandOver } from "./StoredHandOver.js";

const LINE_FEED = 0x0a;

const headerSchema = z.strictObject({
  format: z.literal("virusmap-hand-overs-1"),
  chainId: z.coerce.bigint(),
  registry: z.string(),
});

const lineSchema = z.strictObject({
  claims: claimsSchema,
  salt: z.string().regex(/^0x[0-9a-fA-F]{64}$/),
  wrappedKeys: z.record(z.string(), z.string()),
});

/**
 * Reads what a submitter handed over, line by line, within `handOverLimits`: anyone may announce anything. Lines that are
 * malformed are passed over: they hurt only who wrote them. A list of another deployment is empty.
 *
 * @param onCount is told how many lines follow, before the first
 * @throws {ContentError} when the list is not at hand, or what is at hand is too large to look whether it is the list
 * @throws {OversizedContentError} at a limit, after the lines before it: the list ends there, today and tomorrow
 */
export async function* readHandOvers(
  store: SharedStore,
  chainId: bigint,
  registry: string,
  digest: string,
  onCount: (count: number) => void = () => undefined,
): AsyncGenerator<StoredHandOver> {
  const folder = await mkdtemp(join(tmpdir(), "virusmap-hand-overs-"));
  try {
    const path = join(folder, "list");
    const { bytes } = handOverLimits;
    await store.fetchTo(digest, path, bytes);
    const { size } = await stat(path); // of a store that has no limit; the bytes have the digest
    if (size > bytes) throw new OversizedContentError(digest, `it has ${size} bytes, above ${bytes}`);
    yield* handOversIn(path, size, chainId, registry, digest, onCount);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Line feeds, of which each line of `putHandOvers` has one. */
async function countLines(file: FileHandle, size: number): Promise<number> {
  let count = 0;
  for await (const piece of readFile(file, 0, size)) {
    for (let at = piece.indexOf(LINE_FEED); at !== -1; at = piece.indexOf(LINE_FEED, at + 1)) count += 1;
  }
  return count;
}

async function* handOversIn(
  path: string,
  size: number,
  chainId: bigint,
  registry: string,
  digest: string,
  onCount: (count: number) => void,
): AsyncGenerator<StoredHandOver> {
  const { lines, lineBytes } = handOverLimits;
  const file = await open(path);
  try {
    let number = 0;
    for await (const line of boundedLines(readFile(file, 0, size), lineBytes)) {
      number += 1;
      if (line === null) throw new OversizedContentError(digest, `line ${number} has more than ${lineBytes} bytes`);
      if (number === 1) {
        const { data } = headerSchema.safeParse(parseJson(line));
        if (data?.chainId !== chainId || data.registry !== registry) return;
        onCount(Math.min((await countLines(file, size)) - 1, lines));
        continue;
      }
      if (number - 1 > lines) throw new OversizedContentError(digest, `it has more than ${lines} hand-overs`);
      const { data } = lineSchema.safeParse(parseJson(line));
      if (data !== undefined) yield { ...data, wrappedKeys: new Map(Object.entries(data.wrappedKeys)) };
    }
  } finally {
    await file.close();
  }
}
