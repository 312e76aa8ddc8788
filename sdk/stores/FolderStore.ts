import { createHash, randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { isHexString } from "ethers";

import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import { ChangedFileError } from "../files/ChangedFileError.js";
import { cidOf } from "../files/cidOf.js";
import { digestOfCid } from "../files/digestOfCid.js";
import { makeFolder } from "../files/makeFolder.js";
import { openFile } from "../files/openFile.js";
import { readFile } from "../files/readFile.js";
import { writeAtomically } from "../files/writeAtomically.js";
import type { Topic } from "./Announcements.js";
import { ContentError } from "./ContentError.js";
import type { SharedStore } from "./SharedStore.js";

/** Neither through a link, nor waiting for whoever writes into a pipe or holds a lease. */
const WITHOUT_TRAPS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * What opening ends with when no file is there, or a link, a socket, a device, a file of somebody who lets nobody read it, or one
 * that is locked. All else, such as EIO and EMFILE, is trouble of this machine's own.
 */
const NOT_A_FILE_FOR_US = ["ELOOP", "EMLINK", "EACCES", "EPERM", "ENXIO", "ENODEV", "EAGAIN"];

/** What a name ends with that cannot be taken: a folder, or in a folder with the sticky bit a file of somebody else. */
const NOT_OURS_TO_REPLACE = ["EISDIR", "EACCES", "EPERM"];

/**
 * A folder of files that are named by their CID. Each file appears whole, and is checked whenever it is read. What is
 * announced lies in folders of empty files, one for each topic.
 *
 * Several users of one machine can share it, strangers too: whoever may read the folder may read its files, whoever may write it may
 * announce, and what is not a readable regular file counts as not there. Who may delete files of others can withhold them.
 */
export class FolderStore implements SharedStore {
  constructor(private readonly folder: string) {}

  async putFile(path: string): Promise<string> {
    return openFile(path, (file, size) => this.put(readFile(file, 0, size)));
  }

  /** @throws {ContentError} when the name of the content is taken by something that this user may not replace */
  async put(content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> {
    await makeFolder(this.folder);
    const { mode } = await stat(this.folder);
    const incoming = join(this.folder, `${randomUUID()}.incoming`);
    const hash = createHash("sha256");
    let size = 0;
    await writeAtomically(incoming, async (file) => {
      await grant(file, mode & 0o644);
      for await (const chunk of content) {
        hash.update(chunk);
        size += chunk.length;
        await file.writeFile(chunk);
      }
    });
    const digest = `0x${hash.digest("hex")}`;
    try {
      await this.place(incoming, digest, size);
    } finally {
      await rm(incoming, { force: true });
    }
    return digest;
  }

  async has(digest: string): Promise<boolean> {
    try {
      return await this.open(digest, () => Promise.resolve(true));
    } catch (error) {
      if (error instanceof ContentError) return false;
      throw error;
    }
  }

  async peek(digest: string, length: number): Promise<{ size: number; start: Uint8Array }> {
    return this.open(digest, async (file, size) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(length, size)), 0, Math.min(length, size), 0);
      return { size, start: buffer.subarray(0, bytesRead) };
    });
  }

  /** Where the content lies, for reading in place, once its bytes were found to have the digest. */
  async verifiedPath(digest: string): Promise<string> {
    await this.verify(digest);
    return this.pathOf(digest);
  }

  async verify(digest: string): Promise<void> {
    await this.open(digest, (file, size) => this.readThrough(digest, file, size));
  }

  async fetchTo(digest: string, target: string, maximumBytes = Infinity): Promise<void> {
    await this.open(digest, async (input, size) => {
      if (size > maximumBytes) throw new ContentError(digest, `it has ${size} bytes, above ${maximumBytes}`);
      await writeAtomically(target, (output) =>
        this.readThrough(digest, input, size, (chunk) => output.writeFile(chunk)),
      );
    });
  }

  async announce(topic: Topic, digest: string): Promise<void> {
    await this.open(digest, () => Promise.resolve());
    const folder = this.topicFolder(topic);
    const { mode } = await stat(this.folder);
    for (const each of [join(this.folder, "topics"), folder]) await makeSharedFolder(each, mode & 0o7777);
    try {
      // Whatever has the name is the mark. It is neither opened nor followed: a link could lead to a file of this user.
      await writeFile(join(folder, cidOf(digest)), "", { flag: "wx" });
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
    }
  }

  async announced(topic: Topic): Promise<string[]> {
    try {
      return (await readdir(this.topicFolder(topic))).filter(isCid).map(digestOfCid);
    } catch (error) {
      if (codeOf(error) === "ENOENT") return [];
      throw error;
    }
  }

  /** Opens content for `use`, which is told its size in bytes. Its bytes are not checked. */
  private async open<T>(digest: string, use: (file: FileHandle, size: number) => Promise<T>): Promise<T> {
    const path = this.pathOf(digest);
    const file = await open(path, WITHOUT_TRAPS).catch((error: unknown) => {
      const code = codeOf(error);
      if (code === "ENOENT") {
        throw new ContentError(digest, `it is not in ${this.folder}; fetch it from another store`);
      }
      if (!NOT_A_FILE_FOR_US.includes(code)) throw error;
      throw new ContentError(digest, `what lies in ${path} is no file that can be read (${code})`, { cause: error });
    });
    try {
      const information = await file.stat();
      if (!information.isFile()) throw new ContentError(digest, `what lies in ${path} is no file`);
      return await use(file, information.size);
    } finally {
      await file.close();
    }
  }

  /** Passes the bytes on as they come, and refuses them in the end unless they have the digest. */
  private async readThrough(
    digest: string,
    file: FileHandle,
    size: number,
    use: (chunk: Buffer) => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    const path = this.pathOf(digest);
    const hash = createHash("sha256");
    try {
      for await (const chunk of readFile(file, 0, size)) {
        hash.update(chunk);
        await use(chunk);
      }
    } catch (error) {
      if (!(error instanceof ChangedFileError)) throw error;
      throw new ContentError(digest, `${path}: ${error.message}`, { cause: error });
    }
    const found = `0x${hash.digest("hex")}`;
    if (found !== digest.toLowerCase()) {
      throw new ContentError(digest, `the bytes in ${path} have the digest ${found}`);
    }
  }

  /** Gives complete content its name, in place of whatever has it. */
  private async place(incoming: string, digest: string, size: number): Promise<void> {
    const path = this.pathOf(digest);
    try {
      await rename(incoming, path).catch(async (error: unknown) => {
        if (codeOf(error) !== "EISDIR") throw error;
        // Moved, and not deleted with all that is in it: who put it there may change it meanwhile.
        await rename(path, join(this.folder, `${randomUUID()}.displaced`));
        await rename(incoming, path);
      });
    } catch (error) {
      if (!NOT_OURS_TO_REPLACE.includes(codeOf(error))) throw error;
      if (await this.isThere(digest, size)) return;
      const reason = `what lies in ${path} is something else, and cannot be replaced (${codeOf(error)}); its owner has to remove it`;
      throw new ContentError(digest, reason, { cause: error });
    }
  }

  /** Whether somebody else has put the same content. What has another size is not read. */
  private async isThere(digest: string, expectedSize: number): Promise<boolean> {
    try {
      return await this.open(digest, async (file, size) => {
        if (size !== expectedSize) return false;
        await this.readThrough(digest, file, size);
        return true;
      });
    } catch (error) {
      if (error instanceof ContentError) return false;
      throw error;
    }
  }

  private topicFolder(topic: Topic): string {
    return join(this.folder, "topics", topic);
  }

  private pathOf(digest: string): string {
    if (!isHexString(digest, 32)) throw new InvalidArgumentError("digest", digest, "32 bytes");
    return join(this.folder, cidOf(digest));
  }
}

/** Makes a folder of the given mode, whatever the umask. One that is there stays as it is. */
async function makeSharedFolder(path: string, mode: number): Promise<void> {
  try {
    await mkdir(path, { mode });
  } catch (error) {
    if (codeOf(error) === "EEXIST") return;
    throw error;
  }
  // By its descriptor, since a link can have taken the name.
  const folder = await open(path, WITHOUT_TRAPS | constants.O_DIRECTORY);
  try {
    await grant(folder, mode);
  } finally {
    await folder.close();
  }
}

/** Adds what is missing of a mode. Where it has all, nothing is changed: not every file system has modes to change. */
async function grant(file: FileHandle, mode: number): Promise<void> {
  const present = (await file.stat()).mode & 0o7777;
  if ((present & mode) !== mode) await file.chmod(present | mode);
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "";
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
