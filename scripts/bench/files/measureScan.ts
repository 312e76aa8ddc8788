// What a supernode's engines take of a processor: `measureScan.ts FOLDER` prints figures as JSON.

import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { defaultEngines } from "../../../engines/defaultEngines.js";
import { tlshDigest } from "../../../engines/tlsh/tlshDigest.js";
import { hashFile } from "../../../sdk/files/hashFile.js";
import { Kind } from "../../../sdk/types/Kind.js";

const LARGE_MEBIBYTES = 32;
const SMALL_FILES = 200;
const MICROSECONDS = 1e6;

const [folder = ""] = process.argv.slice(2);
const [large, small] = [join(folder, "large"), join(folder, "small")];
await writeFile(large, randomBytes(LARGE_MEBIBYTES * 2 ** 20));
await writeFile(small, randomBytes(2 ** 10));
const engines = defaultEngines();
try {
  await scan(small); // starts the engines' threads
  const largeSeconds = await processorSeconds(() => scan(large));
  const smallSeconds = await processorSeconds(async () => {
    for (let i = 0; i < SMALL_FILES; i += 1) await scan(small);
  });
  console.log(
    JSON.stringify({
      mebibytesPerProcessorSecond: LARGE_MEBIBYTES / largeSeconds,
      processorMillisecondsPerSmallFile: (1_000 * smallSeconds) / SMALL_FILES,
    }),
  );
} finally {
  await Promise.all(engines.map((engine) => engine.close()));
}

async function scan(path: string): Promise<void> {
  const { sha256 } = await hashFile(path);
  for (const engine of engines) await engine.scan({ kind: Kind.FILE, sha256: sha256.slice(2), path });
  await tlshDigest({ path });
}

/** Of all threads of this process. */
async function processorSeconds(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / MICROSECONDS;
}
