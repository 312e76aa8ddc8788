import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { CommandError } from "../../cli/CommandError.js";
import { ExitCode } from "../../cli/ExitCode.js";

/** Runs an action while no other process of this machine works on the same deployment. */
export async function exclusively<T>(directory: string, action: () => Promise<T>): Promise<T> {
  const file = join(directory, "running");
  await mkdir(directory, { recursive: true });
  const holder = Number(await readFile(file, "utf8").catch(() => ""));
  if (holder > 0 && isAlive(holder)) {
    throw new CommandError(
      ExitCode.refused,
      `Process ${holder} is working on ${directory} already.`,
      "Wait for it, or end it.",
    );
  }
  await rm(file, { force: true }); // of a process that was killed
  await writeFile(file, `${process.pid}`, { flag: "wx" });
  try {
    return await action();
  } finally {
    await rm(file, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0); // asks whether it exists
    return true;
  } catch {
    return false;
  }
}
