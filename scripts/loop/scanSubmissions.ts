import { mergeLabels } from "../../engines/labels/mergeLabels.js";
import { examine } from "./examine.js";
import type { Examination } from "./Examination.js";
import type { Journal } from "./Journal.js";
import type { LocalSupernode } from "./LocalSupernode.js";
import type { ScannedInput } from "./ScannedInput.js";
import type { SubmittedInput } from "./SubmittedInput.js";

/** Every supernode stores, checks and scans every content; their labels are merged into one table for each. */
export async function scanSubmissions(
  journal: Journal,
  submissions: readonly SubmittedInput[],
  supernodes: readonly LocalSupernode[],
): Promise<readonly ScannedInput[]> {
  for (const [seat, { engines }] of supernodes.entries()) {
    journal.note(`supernode ${seat} scans with ${engines.map(({ name }) => name).join(", ")}`);
  }
  const scanned: ScannedInput[] = [];
  for (const submitted of submissions) {
    const { name, bytes } = submitted.input;
    const findings: Examination[] = [];
    const report = journal.progress(`${supernodes.length} supernodes scan ${name}`);
    for (const [index, node] of supernodes.entries()) {
      findings.push(await examine(node, submitted));
      report((index + 1) * bytes, supernodes.length * bytes);
    }
    const table = mergeLabels(findings.map(({ labels }) => labels));
    const found = table.labels.flatMap(({ engine, label }) => (label === null ? [] : [`${engine}: ${label}`]));
    journal.note(`scanned ${name}: ${found.length === 0 ? "nothing found" : found.join(", ")}`);
    scanned.push({ submitted, table, similarity: findings[0]?.similarity ?? null });
  }
  return scanned;
}
