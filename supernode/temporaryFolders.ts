import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";

const DAY_MILLISECONDS = 24 * 60 * 60 * 1_000;

/** Those of this process that are in use. */
const inUse = new Set<string>();

/**
 * Folders for what is only needed while something is done, such as a plaintext: removed with it, or, when the process was
 * killed, by the next that looks. The name has the process that made it: `encrypting-4711-x5Yz0a`.
 */
export const temporaryFolders = {
  /** Runs `action` with a new folder in `parent`, and removes it. What fails first is thrown, not what fails while removing. */
  async within<T>(parent: string, purpose: string, action: (folder: string) => Promise<T>): Promise<T> {
    const folder = await mkdtemp(join(parent, `${purpose}-${process.pid}-`));
    const name = basename(folder);
    inUse.add(name);
    const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
    try {
      const result = await action(folder).catch(async (error: unknown) => {
        await remove().catch(() => undefined); // the next process tries again
        throw error;
      });
      await remove();
      return result;
    } finally {
      inUse.delete(name);
    }
  },

  /**
   * Removes what ended processes left in `parent`. A folder of a process that runs stays, whoever started it, unless nothing was put
   * into it for a day: then another process has the number of the one that made it.
   *
   * @returns the paths that could not be removed
   */
  async removeStale(parent: string, purposes: readonly string[]): Promise<string[]> {
    const left: string[] = [];
    for (const name of await readdir(parent)) {
      const [, purpose = "", owner] = /^([a-z]+)-(\d+)-[A-Za-z0-9]{6}$/.exec(name) ?? [];
      if (!purposes.includes(purpose) || inUse.has(name)) continue;
      const path = join(parent, name);
      if (isOther(Number(owner)) && !(await isOld(path))) continue;
      await rm(path, { recursive: true, force: true }).catch(() => left.push(path));
    }
    return left;
  },
};

async function isOld(path: string): Promise<boolean> {
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() })); // somebody else removed it
  return Date.now() - mtimeMs > DAY_MILLISECONDS;
}

/** Whether another process of the number runs. One with the number of this process ended before this began. */
function isOther(owner: number): boolean {
  if (owner === process.pid) return false;
  try {
    process.kill(owner, 0); // asks only
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
