import type { Operation } from "../Operation.js";
import { operations } from "../operations.js";
import type { Table } from "../Table.js";

/** What "first" and "later" mean for each operation. */
export function phaseTable(): Table {
  return {
    header: ["operation", "first", "later"],
    rows: Object.values(operations).map(({ contract, title, first, later }: Operation) => [
      `${contract} ${title}`,
      first ?? "–",
      later ?? "–",
    ]),
    right: [],
  };
}
