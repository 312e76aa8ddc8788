import { Category } from "../sdk/types/Category.js";
import type { Finding } from "./Finding.js";

/**
 * The one finding that an engine reports: the gravest category, then the first label in code-unit order, whatever the
 * order of the findings. Without findings: no label, and UNDETERMINED.
 */
export function strongestLabel(findings: Iterable<Finding>): Finding {
  let strongest: Finding = { label: null, category: Category.UNDETERMINED };
  for (const finding of findings) {
    const isGraver = finding.category > strongest.category;
    const isEarlier = finding.category === strongest.category && (finding.label ?? "") < (strongest.label ?? "");
    // Nothing else of the finding: lists keep hashes, hosts and rules beside the label.
    if (isGraver || isEarlier) strongest = { label: finding.label, category: finding.category };
  }
  return strongest;
}
