import { createHash } from "node:crypto";

/** The digest under which a report's file is found: its SHA-256. */
export function reportCid(bytes: Uint8Array): string {
  return `0x${createHash("sha256").update(bytes).digest("hex")}`;
}
