import type { ReportFile } from "./ReportFile.js";
import { reportLines } from "./reportLines.js";

const CHUNK_LINES = 4_096;

/** The bytes of a report's public file; see `reportLines`. Each line ends with a line feed. */
export function encodeReport(file: ReportFile): Uint8Array {
  // In chunks, since a string cannot be as long as a file may be.
  const chunks: Buffer[] = [];
  let lines: string[] = [];
  const flush = () => {
    if (lines.length !== 0) chunks.push(Buffer.from(`${lines.join("\n")}\n`, "latin1"));
    lines = [];
  };
  for (const line of reportLines(file)) {
    if (lines.push(line) === CHUNK_LINES) flush();
  }
  flush();
  return Buffer.concat(chunks);
}
