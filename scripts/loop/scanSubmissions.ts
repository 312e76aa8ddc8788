import { examine } from "../../supernode/examine.js";
import type { LocalSupernode } from "./LocalSupernode.js";
import type { Loop } from "./Loop.js";
import { Refusal } from "../../supernode/Refusal.js";
import type { SubmittedInput } from "./SubmittedInput.js";

/**
 * Every supernode checks, scans and stores every content.
 *
 * @returns the reasons for which contents were refused, by name; a content that everybody accepts has none
 */
export async function scanSubmissions(
  { system, journal }: Loop,
  submissions: readonly SubmittedInput[],
  supernodes: readonly LocalSupernode[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  for (const { seat, engines } of supernodes) {
    journal.note(`supernode ${seat} scans with ${engines.map(({ name }) => name).join(", ")}`);
  }
  const refusals = new Map<string, ReadonlySet<string>>();
  for (const submitted of submissions) {
    const { name, bytes } = submitted.input;
    const found = new Set<string>();
    const refused = new Set<string>();
    const report = journal.progress(`${supernodes.length} supernodes scan ${name}`);
    for (const [index, node] of supernodes.entries()) {
      const result = await examine(system, node, submitted, submitted.ciphertext);
      if (result instanceof Refusal) refused.add(result.message);
      else for (const { engine, label } of result.labels) if (label !== null) found.add(`${engine}: ${label}`);
      report((index + 1) * bytes, supernodes.length * bytes);
    }
    journal.note(`scanned ${name}: ${found.size === 0 ? "nothing found" : [...found].join(", ")}`);
    if (refused.size !== 0) {
      journal.note(`refused ${name}: ${[...refused].join("; ")}`);
      refusals.set(name, refused);
    }
  }
  return refusals;
}
