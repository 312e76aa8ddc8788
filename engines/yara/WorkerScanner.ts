import type { Worker } from "node:worker_threads";

import { EngineFailedError } from "../EngineFailedError.js";
import type { ContentSource } from "../input/ContentSource.js";
import { UnreadableInputError } from "../input/UnreadableInputError.js";
import type { ScanReply } from "./ScanReply.js";
import type { ScanRequest } from "./ScanRequest.js";

interface Pending {
  resolve(matched: readonly string[]): void;
  reject(error: Error): void;
}

/**
 * One worker thread that scans inputs one after the other. It starts with the first scan and again after a crash, and
 * does not keep the program alive while it is idle.
 */
export class WorkerScanner {
  readonly #engine: string;
  readonly #start: () => Worker;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | null = null;
  #nextId = 0;

  constructor(engine: string, start: () => Worker) {
    this.#engine = engine;
    this.#start = start;
  }

  /** The names of the rules that match the input. */
  scan(source: ContentSource): Promise<readonly string[]> {
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      this.#worker ??= this.#startWorker();
      this.#worker.ref();
      this.#pending.set(id, { resolve, reject });
      this.#worker.postMessage({ id, source } satisfies ScanRequest);
    });
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    this.#failAll("it was closed");
    await worker?.terminate();
  }

  #startWorker(): Worker {
    const worker = this.#start();
    const onEnd = (reason: string): void => {
      // A worker that was replaced may end late; its successor's scans are not its own.
      if (this.#worker !== worker) return;
      this.#worker = null;
      this.#failAll(reason);
    };
    worker.on("message", (reply: ScanReply) => {
      this.#settle(reply);
    });
    worker.on("error", (error) => {
      onEnd(error instanceof Error ? error.message : String(error));
    });
    worker.on("exit", (code) => {
      onEnd(`its worker thread ended with code ${code}`);
    });
    return worker;
  }

  #settle(reply: ScanReply): void {
    const pending = this.#pending.get(reply.id);
    if (pending === undefined) return;
    this.#pending.delete(reply.id);
    if (this.#pending.size === 0) this.#worker?.unref();

    if ("matched" in reply) pending.resolve(reply.matched);
    else if ("unreadable" in reply)
      pending.reject(new UnreadableInputError(reply.unreadable.path, reply.unreadable.code));
    else pending.reject(new EngineFailedError(this.#engine, reply.broken));
  }

  #failAll(reason: string): void {
    const failed = [...this.#pending.values()];
    this.#pending.clear();
    for (const scan of failed) scan.reject(new EngineFailedError(this.#engine, reason));
  }
}
