import { createDecipheriv, createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";

import { getBytes, isHexString } from "ethers";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { ciphertextFormat } from "./ciphertextFormat.js";
import { DecryptionError } from "./DecryptionError.js";
import { openFile } from "./openFile.js";
import type { Progress } from "./Progress.js";
import { readFile } from "./readFile.js";
import { WriteBehind } from "./WriteBehind.js";
import { writeAtomically } from "./writeAtomically.js";

/**
 * Decrypts a file of `encryptFile`. The plaintext appears under `target` only after its tag was verified, so that
 * nothing unauthenticated is ever used.
 *
 * @returns the SHA-256 of the plaintext, to be compared with the registered one
 */
export async function decryptFile(
  source: string,
  target: string,
  key: string,
  { onProgress }: { onProgress?: Progress } = {},
): Promise<{ contentHash: string; size: number }> {
  if (!isHexString(key, 32)) throw new InvalidArgumentError("key", "not shown", "32 bytes");

  return openFile(source, async (input, size) => {
    const { headerBytes, magic, tagBytes } = ciphertextFormat;
    const overhead = headerBytes + tagBytes;
    if (size < overhead) throw new DecryptionError(source, `it has ${size} bytes, at least ${overhead} are needed`);
    const header = await readPart(input, 0, headerBytes);
    const tag = await readPart(input, size - tagBytes, size);
    if (!header.subarray(0, magic.length).equals(magic)) {
      throw new DecryptionError(source, `it begins with ${header.toString("hex", 0, 5)}, not ${magic.toString("hex")}`);
    }
    const decipher = createDecipheriv("aes-256-gcm", getBytes(key), header.subarray(magic.length))
      .setAAD(header)
      .setAuthTag(tag);
    const content = createHash("sha256");

    await writeAtomically(target, async (output) => {
      const writer = new WriteBehind(output);
      let done = overhead;
      for await (const chunk of readFile(input, headerBytes, size - tagBytes)) {
        const plaintext = decipher.update(chunk);
        content.update(plaintext);
        await writer.write(plaintext);
        onProgress?.((done += chunk.length), size);
      }
      await writer.end();
      try {
        decipher.final();
      } catch (cause) {
        throw new DecryptionError(source, "it was changed or cut, or the key is not its key", { cause });
      }
    });
    return { contentHash: `0x${content.digest("hex")}`, size: size - overhead };
  });
}

async function readPart(file: FileHandle, start: number, end: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const chunk of readFile(file, start, end)) parts.push(Buffer.from(chunk));
  return Buffer.concat(parts);
}
