import { formatNumber } from "../formatNumber.js";
import type { FilesFile } from "./FilesFile.js";

/** The figures as a table: a row of names, then one for each size. */
export function filesRows(sizes: FilesFile["sizes"]): string[][] {
  return [
    ["MiB", "plain MiB/s", "hash", "encrypt", "of plain", "decrypt", "crypto alone", "memory MiB"],
    ...sizes.map(({ mebibytes, mebibytesPerSecond: speed, memoryMebibytes }) => [
      formatNumber(mebibytes),
      formatNumber(speed.reference),
      formatNumber(speed.hash),
      formatNumber(speed.encrypt),
      formatNumber(speed.encrypt / speed.reference, 2),
      formatNumber(speed.decrypt),
      formatNumber(speed.processorAlone),
      formatNumber(memoryMebibytes.peak),
    ]),
  ];
}
