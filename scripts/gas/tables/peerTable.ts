import { references } from "../../../gas/references.js";
import { formatGas } from "../formatGas.js";
import type { GasReport } from "../GasReport.js";
import type { Operation } from "../Operation.js";
import type { OperationName } from "../OperationName.js";
import { operations } from "../operations.js";
import type { Table } from "../Table.js";

/** Every peer beside our operation. */
export function peerTable({ operations: measured }: GasReport): Table {
  const rows = (Object.keys(operations) as OperationName[]).flatMap((name) => {
    const peers = references[name]?.peers ?? [];
    const { contract, title }: Operation = operations[name];
    const { first, later } = measured[name];
    if (peers.length === 0) return [];
    return [
      [`${contract} ${title}`, "VirusMap", formatGas(first?.gas), formatGas(later?.gas)],
      ...peers.map((peer) => ["", peer.name, formatGas(peer.first), formatGas(peer.later)]),
    ];
  });
  return { header: ["operation", "whose", "first", "later"], rows, right: ["first", "later"] };
}
