import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { z } from "zod";

import type { SharedStore } from "../sdk/stores/SharedStore.js";
import { claimsSchema } from "./claimsSchema.js";
import type { StoredHandOver } from "./StoredHandOver.js";

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
 * Reads what a submitter handed over, line by line. Lines that are malformed are passed over: they hurt only who wrote
 * them. A list of another deployment is empty.
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
    await store.fetchTo(digest, path);
    yield* linesOf(path, chainId, registry);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function* linesOf(path: string, chainId: bigint, registry: string): AsyncGenerator<StoredHandOver> {
  const file = await open(path);
  try {
    let isHeader = true;
    for await (const line of file.readLines()) {
      if (isHeader) {
        const { data } = headerSchema.safeParse(parsed(line));
        if (data?.chainId !== chainId || data.registry !== registry) return;
        isHeader = false;
        continue;
      }
      const { data } = lineSchema.safeParse(parsed(line));
      if (data !== undefined) yield { ...data, wrappedKeys: new Map(Object.entries(data.wrappedKeys)) };
    }
  } finally {
    await file.close();
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
