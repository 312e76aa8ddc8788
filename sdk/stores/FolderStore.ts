import { createHash, randomUUID } from "node:crypto";
import { access, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { isHexString } from "ethers";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { cidOf } from "../files/cidOf.js";
import { digestOfCid } from "../files/digestOfCid.js";
import { hashFile } from "../files/hashFile.js";
import { openFile } from "../files/openFile.js";
import { readFile } from "../files/readFile.js";
import { writeAtomically } from "../files/writeAtomically.js";
import type { Topic } from "./Announcements.js";
import { ContentError } from "./ContentError.js";
import { OversizedContentError } from "./OversizedContentError.js";
import type { SharedStore } from "./SharedStore.js";

/**
 * A folder of files that are named by their CID. Each file appears whole, and is checked whenever it is read. What is
 * announced lies in folders of empty files, one for each topic.
 */
export class FolderStore implements SharedStore {
  constructor(private readonly folder: string) {}

  async putFile(path: string): Promise<string> {
    return openFile(path, (file, size) => this.put(readFile(file, 0, size)));
  }

  async put(content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> {
    await mkdir(this.folder, { recursive: true });
    const incoming = join(this.folder, `${randomUUID()}.incoming`);
    const hash = createHash("sha256");
    await writeAtomically(incoming, async (file) => {
      for await (const chunk of content) {
        hash.update(chunk);
        await file.writeFile(chunk);
      }
    });
    const digest = `0x${hash.digest("hex")}`;
    try {
      await rename(incoming, this.pathOf(digest));
    } finally {
      await rm(incoming, { force: true });
    }
    return digest;
  }

  async has(digest: string): Promise<boolean> {
    return access(this.pathOf(digest)).then(
      () => true,
      () => false,
    );
  }

  async peek(digest: string, length: number): Promise<{ size: number; start: Uint8Array }> {
    await this.require(digest);
    return openFile(this.pathOf(digest), async (file, size) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(length, size)), 0, Math.min(length, size), 0);
      return { size, start: buffer.subarray(0, bytesRead) };
    });
  }

  /** Where the content lies, for reading in place, once its bytes were found to have the digest. */
  async verifiedPath(digest: string): Promise<string> {
    await this.require(digest);
    const path = this.pathOf(digest);
    const { sha256 } = await hashFile(path);
    if (sha256 !== digest.toLowerCase())
      throw new ContentError(digest, `the bytes in ${path} have the digest ${sha256}`);
    return path;
  }

  async verify(digest: string): Promise<void> {
    await this.verifiedPath(digest);
  }

  async fetchTo(digest: string, target: string, maximumBytes = Infinity): Promise<void> {
    await this.require(digest);
    const path = this.pathOf(digest);
    await openFile(path, (input, size) => {
      if (size > maximumBytes) throw new OversizedContentError(digest, `it has ${size} bytes, above ${maximumBytes}`);
      return writeAtomically(target, async (output) => {
        const hash = createHash("sha256");
        for await (const chunk of readFile(input, 0, size)) {
          hash.update(chunk);
          await output.writeFile(chunk);
        }
        const found = `0x${hash.digest("hex")}`;
        if (found !== digest.toLowerCase())
          throw new ContentError(digest, `the bytes in ${path} have the digest ${found}`);
      });
    });
  }

  async announce(topic: Topic, digest: string): Promise<void> {
    await this.require(digest);
    const folder = this.topicFolder(topic);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, cidOf(digest)), "");
  }

  async announced(topic: Topic): Promise<string[]> {
    try {
      return (await readdir(this.topicFolder(topic))).filter(isCid).map(digestOfCid);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
      throw error;
    }
  }

  private topicFolder(topic: Topic): string {
    return join(this.folder, "topics", topic);
  }

  private async require(digest: string): Promise<void> {
    if (!(await this.has(digest)))
      throw new ContentError(digest, `it is not in ${this.folder}; fetch it from another store`);
  }

  private pathOf(digest: string): string {
    if (!isHexString(digest, 32)) throw new InvalidArgumentError("digest", digest, "32 bytes");
    return join(this.folder, cidOf(digest));
  }
}

/** Other programs leave files of theirs in any folder. */
function isCid(name: string): boolean {
  try {
    digestOfCid(name);
    return true;
  } catch {
    return false;
  }
}
