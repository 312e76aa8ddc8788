import { createHash } from "node:crypto";

/**
 * A signature version: it changes when the signatures do, and nobody can forget to raise it. Line ends do not count.
 */
export function signatureDigest(signatures: string): string {
  return createHash("sha256").update(signatures.replaceAll("\r\n", "\n")).digest("hex").slice(0, 16);
}
