import { readdir } from "node:fs/promises";
import { join } from "node:path";

/**
 * Where a record of this name lies, or is to be written. A name has addresses in it, whose letters mean the same in
 * either case: a record that was made under another spelling is the record.
 */
export async function recordPath(folder: string, name: string): Promise<string> {
  const kept: string[] = await readdir(folder).catch((error: unknown): string[] => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  });
  if (kept.includes(name)) return join(folder, name);
  return join(folder, kept.find((other) => other.toLowerCase() === name.toLowerCase()) ?? name);
}
