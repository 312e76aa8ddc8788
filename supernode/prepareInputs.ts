import { constants } from "node:fs";
import { access, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";

import { canonicalUrl } from "../engines/formats/canonicalUrl.js";
import { parseStixBundle } from "../engines/formats/parseStixBundle.js";
import { sampleKind } from "../engines/sampleKind.js";
import { Kind } from "../sdk/types/Kind.js";
import type { Input } from "./Input.js";
import { InvalidInput } from "./InvalidInput.js";
import { MAXIMUM_CONTENT_BYTES } from "./MAXIMUM_CONTENT_BYTES.js";

/** Texts are read whole to be checked; files are streamed. */
const MAXIMUM_TEXT_BYTES = 16 * 1024 * 1024;

/**
 * Checks every input before anything starts, and writes the canonical form of URLs.
 *
 * @param paths files of the user
 * @param workspace folder for canonical forms
 * @throws {InvalidInput} naming the first file that is missing, unreadable, or not what its name says
 */
export async function prepareInputs(paths: readonly string[], workspace: string): Promise<readonly Input[]> {
  await mkdir(workspace, { recursive: true });
  const inputs: Input[] = [];
  for (const [index, path] of paths.entries()) {
    const bytes = await sizeOf(path);
    const kind = sampleKind(path);
    const target = join(workspace, `${index}-${basename(path)}`);
    inputs.push(
      kind === Kind.URL
        ? await canonicalInput(path, bytes, target)
        : { name: basename(path), path, kind, bytes: kind === Kind.INTEL ? await checkBundle(path, bytes) : bytes },
    );
  }
  return inputs;
}

async function sizeOf(path: string): Promise<number> {
  try {
    const stats = await stat(path);
    if (!stats.isFile()) throw new InvalidInput(path, "is not a file; give files, not folders or devices");
    if (stats.size > MAXIMUM_CONTENT_BYTES) {
      throw new InvalidInput(path, `has ${stats.size} bytes, above the ${MAXIMUM_CONTENT_BYTES} that supernodes take`);
    }
    await access(path, constants.R_OK);
    return stats.size;
  } catch (error) {
    if (error instanceof InvalidInput) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new InvalidInput(path, "no such file");
    if (code === "EACCES") throw new InvalidInput(path, "permission denied; it cannot be read");
    throw new InvalidInput(path, `cannot be read (${code ?? String(error)})`);
  }
}

async function canonicalInput(path: string, bytes: number, target: string): Promise<Input> {
  const text = await textOf(path, bytes);
  const url = checked(path, () => canonicalUrl(text));
  await writeFile(target, url);
  return { name: basename(path), path: target, kind: Kind.URL, bytes: Buffer.byteLength(url) };
}

async function checkBundle(path: string, bytes: number): Promise<number> {
  const text = await textOf(path, bytes);
  checked(path, () => parseStixBundle(text));
  return bytes;
}

function checked<T>(path: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw new InvalidInput(path, (error as Error).message);
  }
}

async function textOf(path: string, bytes: number): Promise<string> {
  if (bytes > MAXIMUM_TEXT_BYTES) {
    throw new InvalidInput(path, `has ${bytes} bytes, above the ${MAXIMUM_TEXT_BYTES} of a URL or a STIX bundle`);
  }
  return readFile(path, "utf8");
}
