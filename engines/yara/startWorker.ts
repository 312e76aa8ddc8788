import { extname } from "node:path";
import { Worker } from "node:worker_threads";

/**
 * Starts the worker module at `url`. For a TypeScript module tsx is registered inside the thread: a loader of the main
 * thread does not reach into workers on every Node version.
 */
export function startWorker(url: URL, workerData: unknown): Worker {
  if (extname(url.pathname) !== ".ts") return new Worker(url, { workerData });
  return new Worker(new URL("./tsxWorker.mjs", import.meta.url), { argv: [url.href], workerData });
}
