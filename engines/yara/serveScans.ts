import type { MessagePort } from "node:worker_threads";

import { UnreadableInputError } from "../input/UnreadableInputError.js";
import type { ScanReply } from "./ScanReply.js";
import type { ScanRequest } from "./ScanRequest.js";
import { scanWindows } from "./scanWindows.js";
import type { WindowScanner } from "./WindowScanner.js";
import type { YaraRule } from "./YaraRule.js";

/** The life of a scanning worker thread: one reply to each request, in order. */
export function serveScans(port: MessagePort, scan: WindowScanner, rules: readonly YaraRule[]): void {
  let last = Promise.resolve();
  port.on("message", (request: ScanRequest) => {
    last = last.then(async () => {
      port.postMessage(await reply(scan, rules, request));
    });
  });
}

async function reply(scan: WindowScanner, rules: readonly YaraRule[], { id, source }: ScanRequest): Promise<ScanReply> {
  try {
    return { id, matched: await scanWindows(scan, rules, source) };
  } catch (error) {
    if (error instanceof UnreadableInputError) return { id, unreadable: { path: error.path, code: error.code } };
    return { id, broken: error instanceof Error ? error.message : String(error) };
  }
}
