import { createHash, randomBytes, randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, lstat, open, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
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
import type { Peeked } from "./Peeked.js";
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

/** The name that was taken, and what tells this one from it. */
const OTHER_NAME = /^(.+)\.[0-9a-f]{16}$/;

interface Listing {
  readonly mtimeNs: bigint;
  readonly names: readonly string[];
  readonly others: ReadonlyMap<string, readonly string[]>;
}

const NOTHING: Listing = { mtimeNs: 0n, names: [], others: new Map() };

/**
 * A folder of files that are named by their CID. Each file appears whole, and is checked whenever it is read. What is announced is
 * marked by an empty file, named by topic and CID.
 *
 * Several users of one machine can share it, strangers too: whoever may read the folder may read its files, whoever may write it may
 * announce, and what is not a readable regular file counts as not there. In a folder with the sticky bit nobody depends on a file of
 * somebody else: a user whose content or mark cannot have its name, since another user took it, adds a name that nobody can guess. Who
 * may delete files of others can withhold them.
 */
export class FolderStore implements SharedStore {
  private listing: Listing | undefined;

  constructor(private readonly folder: string) {}

  async putFile(path: string): Promise<string> {
    return openFile(path, (file, size) => this.put(readFile(file, 0, size)));
  }

  async put(content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> {
    await makeFolder(this.folder);
    const { mode } = await stat(this.folder);
    const incoming = join(this.folder, `${randomUUID()}.incoming`);
    const file = await open(incoming, "wx", 0o600);
    try {
      const hash = createHash("sha256");
      let size = 0;
      for await (const chunk of content) {
        hash.update(chunk);
        size += chunk.length;
        await file.writeFile(chunk);
      }
      await file.sync();
      const digest = `0x${hash.digest("hex")}`;
      await this.place(incoming, digest, size, async () => grant(file, mode & 0o644));
      return digest;
    } finally {
      await file.close();
      await rm(incoming, { force: true });
    }
  }

  async has(digest: string): Promise<boolean> {
    try {
      return await this.open(digest, () => Promise.resolve(true));
    } catch (error) {
      if (error instanceof ContentError) return false;
      throw error;
    }
  }

  async peek(digest: string, length: number, accepts: (peeked: Peeked) => boolean = () => true): Promise<Peeked> {
    return this.open(digest, async (file, size, path) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(length, size)), 0, Math.min(length, size), 0);
      const peeked = { size, start: buffer.subarray(0, bytesRead) };
      if (!accepts(peeked)) throw new ContentError(digest, `what lies in ${path} is something else`);
      return peeked;
    });
  }

  async verify(digest: string, maximumBytes = Infinity): Promise<void> {
    await this.open(digest, async (file, size, path) => {
      requireAtMost(digest, size, maximumBytes);
      await this.readThrough(digest, file, size, path);
    });
  }

  async fetchTo(digest: string, target: string, maximumBytes = Infinity): Promise<void> {
    await this.open(digest, async (input, size, path) => {
      requireAtMost(digest, size, maximumBytes);
      await writeAtomically(target, (output) =>
        this.readThrough(digest, input, size, path, (chunk) => output.writeFile(chunk)),
      );
    });
  }

  async announce(topic: Topic, digest: string): Promise<void> {
    await this.open(digest, () => Promise.resolve());
    const name = `${topic}.${cidOf(digest)}`;
    const others = await this.otherNames(name);
    for (const each of [name, ...others, otherName(name)]) {
      const path = join(this.folder, each);
      try {
        // What has the name is neither opened nor followed: a link could lead to a file of this user.
        await writeFile(path, "", { flag: "wx" });
      } catch (error) {
        if (codeOf(error) !== "EEXIST") throw error;
      }
      if (await isOurs(path)) return; // a mark of somebody else can be taken away again
    }
  }

  async announced(topic: Topic): Promise<string[]> {
    const { names } = await this.list();
    const found = names.filter((name) => name.startsWith(`${topic}.`)).map((name) => name.split(".")[1] ?? "");
    return [...new Set(found.filter(isCid).map(digestOfCid))];
  }

  /**
   * Opens content for `use`, which is told its size in bytes and where it lies. Its bytes are not checked. Where nothing lies, or
   * something that `use` refuses with a `ContentError`, what has another of the content's names is tried.
   */
  private async open<T>(digest: string, use: (file: FileHandle, size: number, path: string) => Promise<T>): Promise<T> {
    const path = this.pathOf(digest);
    try {
      return await this.openAt(path, digest, use);
    } catch (error) {
      if (!(error instanceof ContentError)) throw error;
      for (const other of await this.otherNames(cidOf(digest))) {
        try {
          return await this.openAt(join(this.folder, other), digest, use);
        } catch (another) {
          if (!(another instanceof ContentError)) throw another;
        }
      }
      throw error;
    }
  }

  private async openAt<T>(
    path: string,
    digest: string,
    use: (file: FileHandle, size: number, path: string) => Promise<T>,
  ): Promise<T> {
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
      return await use(file, information.size, path);
    } finally {
      await file.close();
    }
  }

  /** Passes the bytes on as they come, and refuses them in the end unless they have the digest. */
  private async readThrough(
    digest: string,
    file: FileHandle,
    size: number,
    path: string,
    use: (chunk: Buffer) => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
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

  /**
   * Gives complete content its name, in place of whatever has it. What somebody else has laid there he can take away again, were it the
   * same content: where it cannot be replaced, the content gets another name, which nobody can guess.
   *
   * @param share lets others read it
   */
  private async place(incoming: string, digest: string, size: number, share: () => Promise<void>): Promise<void> {
    const path = this.pathOf(digest);
    // As long as nobody has the name, nobody may read the content: who did would know the digest, and could take the name first.
    if (await exists(path)) await share();
    try {
      await rename(incoming, path).catch(async (error: unknown) => {
        if (codeOf(error) !== "EISDIR") throw error;
        // Moved, and not deleted with all that is in it: who put it there may change it meanwhile.
        await rename(path, join(this.folder, `${randomUUID()}.displaced`));
        await rename(incoming, path);
      });
    } catch (error) {
      if (!NOT_OURS_TO_REPLACE.includes(codeOf(error))) throw error;
      if (await this.hasPut(digest, size)) return;
      await rename(incoming, otherName(path));
    }
    await share();
  }

  /** Whether a file of this user has the content, under another name. */
  private async hasPut(digest: string, expectedSize: number): Promise<boolean> {
    for (const name of await this.otherNames(cidOf(digest))) {
      const path = join(this.folder, name);
      if (!(await isOurs(path))) continue;
      try {
        await this.openAt(path, digest, async (file, size) => {
          requireAtMost(digest, size, expectedSize);
          await this.readThrough(digest, file, size, path);
        });
        return true;
      } catch (error) {
        if (!(error instanceof ContentError)) throw error;
      }
    }
    return false;
  }

  /** Further names of what has one that was taken: this user's own first, then one of each other user, who could add any number. */
  private async otherNames(name: string): Promise<readonly string[]> {
    const ours: string[] = [];
    const others = new Map<number, string>();
    for (const other of (await this.list()).others.get(name) ?? []) {
      const user = await owner(join(this.folder, other));
      if (isUs(user)) ours.push(other);
      else if (user !== undefined) others.set(user, other);
    }
    return [...ours, ...others.values()];
  }

  /** What is in the folder, read anew when it has changed. */
  private async list(): Promise<Listing> {
    try {
      const { mtimeNs } = await stat(this.folder, { bigint: true });
      if (this.listing?.mtimeNs === mtimeNs) return this.listing;
      const names = await readdir(this.folder);
      const others = new Map<string, string[]>();
      for (const other of names) {
        const [, name] = OTHER_NAME.exec(other) ?? [];
        if (name === undefined) continue;
        const known = others.get(name);
        if (known === undefined) others.set(name, [other]);
        else known.push(other);
      }
      return (this.listing = { mtimeNs, names, others });
    } catch (error) {
      if (codeOf(error) === "ENOENT") return NOTHING;
      throw error;
    }
  }

  private pathOf(digest: string): string {
    if (!isHexString(digest, 32)) throw new InvalidArgumentError("digest", digest, "32 bytes");
    return join(this.folder, cidOf(digest));
  }
}

function requireAtMost(digest: string, size: number, maximumBytes: number): void {
  if (size > maximumBytes) throw new ContentError(digest, `it has ${size} bytes, above ${maximumBytes}`);
}

/** A name beside one that was taken, see OTHER_NAME. */
function otherName(name: string): string {
  return `${name}.${randomBytes(8).toString("hex")}`;
}

async function exists(path: string): Promise<boolean> {
  return (await owner(path)) !== undefined;
}

/** Whether what has the name is this user's. */
async function isOurs(path: string): Promise<boolean> {
  return isUs(await owner(path));
}

/** Where a system knows no users, all is this one's. */
function isUs(user: number | undefined): boolean {
  return user !== undefined && user === (process.geteuid?.() ?? user);
}

/** The user to whom what has the name belongs, a link itself and not what it leads to. */
async function owner(path: string): Promise<number | undefined> {
  try {
    return (await lstat(path)).uid;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
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
