import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs `action` with a folder of its own, which is removed whatever ends the run: a result, an error, or a signal, after
 * which the process exits with 128 and the signal's number. It holds plaintexts of malware, which must not stay behind.
 */
export async function withWorkspace<T>(action: (workspace: string) => Promise<T>): Promise<T> {
  const workspace = await mkdtemp(join(tmpdir(), "virusmap-"));
  const remove = (): void => {
    // Again when a file was written meanwhile.
    rmSync(workspace, { recursive: true, force: true, maxRetries: 10 });
  };
  const stop = (signal: (typeof SIGNALS)[number]): void => {
    try {
      remove();
    } catch (error) {
      console.error(`error: ${workspace} could not be removed and may hold plaintexts: ${String(error)}`);
    }
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    return await action(workspace);
  } finally {
    remove();
    for (const signal of SIGNALS) process.off(signal, stop);
  }
}
