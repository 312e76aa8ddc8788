import { mkdtemp, open, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { z } from "zod";

import { readFile } from "../sdk/files/readFile.js";
import { OversizedContentError } from "../sdk/stores/OversizedContentError.js";
import type { SharedStore } from "../sdk/stores/SharedStore.js";
import { claimsSchema } from "./claimsSchema.js";
import { handOverLimits } from "./handOverLimits.js";
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
 * @throws {ContentError} when the list is not at hand
 * @throws {OversizedContentError} at a limit, after the lines before it: the list ends there, today and tomorrow
 */
export async function* readHandOvers(
  store: SharedStore,
  chainId: bigint,
  registry: string,
  digest: string,
): AsyncGenerator<StoredHandOver> {
  const folder = await mkdtemp(join(tmpdir(), "virusmap-hand-overs-"));
  try {
    const path = join(folder, "list");
    const { bytes } = handOverLimits;
    await store.fetchTo(digest, path, bytes);
    const { size } = await stat(path); // of a store that has no limit
    if (size > bytes) throw new OversizedContentError(digest, `it has ${size} bytes, above ${bytes}`);
    yield* handOversIn(path, size, chainId, registry, digest);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function* handOversIn(
  path: string,
  size: number,
  chainId: bigint,
  registry: string,
  digest: string,
): AsyncGenerator<StoredHandOver> {
  let count = 0;
  for await (const line of linesOf(path, size, digest)) {
    count += 1;
    if (count === 1) {
      const { data } = headerSchema.safeParse(parsed(line));
      if (data?.chainId !== chainId || data.registry !== registry) return;
      continue;
    }
    if (count - 1 > handOverLimits.lines) {
      throw new OversizedContentError(digest, `it has more than ${handOverLimits.lines} hand-overs`);
    }
    const { data } = lineSchema.safeParse(parsed(line));
    if (data !== undefined) yield { ...data, wrappedKeys: new Map(Object.entries(data.wrappedKeys)) };
  }
}

/** Never more than a line and a piece of the file are in memory. */
async function* linesOf(path: string, size: number, digest: string): AsyncGenerator<string> {
  const file = await open(path);
  try {
    let number = 1;
    let start = Buffer.alloc(0); // of a line whose end is not read yet
    for await (const piece of readFile(file, 0, size)) {
      let rest = piece;
      for (let end = rest.indexOf(LINE_FEED); end !== -1; end = rest.indexOf(LINE_FEED)) {
        yield textOf(Buffer.concat([start, rest.subarray(0, end)]), number, digest);
        number += 1;
        start = Buffer.alloc(0);
        rest = rest.subarray(end + 1);
      }
      start = Buffer.concat([start, rest]);
      requireLine(start, number, digest);
    }
    if (start.length > 0) yield textOf(start, number, digest);
  } finally {
    await file.close();
  }
}

function textOf(line: Buffer, number: number, digest: string): string {
  requireLine(line, number, digest);
  return line.toString("utf8");
}

function requireLine(line: Buffer, number: number, digest: string): void {
  const { lineBytes } = handOverLimits;
  if (line.length > lineBytes)
    throw new OversizedContentError(digest, `line ${number} has more than ${lineBytes} bytes`);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
