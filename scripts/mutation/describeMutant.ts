import type { Mutant } from "./Mutant.js";

/** One line: where it stands, what changes. */
export function describeMutant({ file, id, line, member, mutated, operator, original }: Mutant): string {
  return `${id} ${file}:${line} ${member} ${operator}: ${original} → ${mutated === "" ? "(deleted)" : mutated}`;
}
