import { createCipheriv, createHash, randomBytes } from "node:crypto";

import { getBytes, hexlify } from "ethers";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { keyCommitment } from "../keys/keyCommitment.js";
import { ciphertextFormat } from "./ciphertextFormat.js";
import type { EncryptedFile } from "./EncryptedFile.js";
import { openFile } from "./openFile.js";
import { possessionHash } from "./possessionHash.js";
import type { Progress } from "./Progress.js";
import { readFile } from "./readFile.js";
import { WriteBehind } from "./WriteBehind.js";
import { writeAtomically } from "./writeAtomically.js";

/**
 * Encrypts a file (see ciphertextFormat) and computes every hash that the protocol needs, in one pass over it. The nonce
 * is random, so that a key may be used again for another pass over the same file.
 *
 * @param target where the encrypted file appears, once it is complete
 * @param options.salt 32 bytes that the submitter keeps until the file is handed over
 * @param options.key the content key, 32 bytes; a random one by default
 */
export async function encryptFile(
  source: string,
  target: string,
  options: { submitter: string; salt: string; key?: string; onProgress?: Progress },
): Promise<EncryptedFile> {
  const key = options.key ?? hexlify(randomBytes(32));
  const commitment = keyCommitment(key);
  const possession = possessionHash(options.submitter, options.salt);
  const content = createHash("sha256");
  const stored = createHash("sha256");
  const nonce = randomBytes(ciphertextFormat.nonceBytes);
  const header = Buffer.concat([ciphertextFormat.magic, nonce]);
  const cipher = createCipheriv("aes-256-gcm", getBytes(key), nonce).setAAD(header);

  return openFile(source, async (input, size) => {
    if (size > ciphertextFormat.plaintextBytesMaximum) {
      const limit = `a file of at most ${ciphertextFormat.plaintextBytesMaximum} bytes, what one nonce encrypts`;
      throw new InvalidArgumentError("source", `a file of ${size} bytes`, limit);
    }
    await writeAtomically(target, async (output) => {
      const writer = new WriteBehind(output);
      const write = async (bytes: Buffer) => {
        stored.update(bytes);
        await writer.write(bytes);
      };
      await write(header);
      let done = 0;
      for await (const chunk of readFile(input, 0, size)) {
        content.update(chunk);
        possession.update(chunk);
        await write(cipher.update(chunk));
        options.onProgress?.((done += chunk.length), size);
      }
      await write(cipher.final());
      await write(cipher.getAuthTag());
      await writer.end();
    });
    return {
      contentHash: `0x${content.digest("hex")}`,
      possession: `0x${possession.digest("hex")}`,
      key,
      keyCommitment: commitment,
      ciphertextCid: `0x${stored.digest("hex")}`,
      size,
    };
  });
}
