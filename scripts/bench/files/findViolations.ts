import type { FilesFile } from "./FilesFile.js";

type Size = FilesFile["sizes"][number];

const SHARE = 0.7;
const SMALLEST_MEASURABLE = 64; // MiB: below, opening and flushing outweigh the bytes
const GROWTH_MEBIBYTES = 96; // above a file of one piece: buffers on their way, until they are collected

/** What the design promises of files and these figures break; empty when all holds. */
export function findViolations({ sizes }: Pick<FilesFile, "sizes">): string[] {
  const [smallest] = sizes;
  if (smallest === undefined || sizes.length < 2) return [`${sizes.length} sizes were measured, at least 2 are needed`];
  return sizes.flatMap((size) => [...speedViolations(size), ...memoryViolations(size, smallest)]);
}

function speedViolations({ mebibytes, mebibytesPerSecond }: Size): string[] {
  if (mebibytes < SMALLEST_MEASURABLE) return [];
  const least = SHARE * mebibytesPerSecond.reference;
  return (["hash", "encrypt", "decrypt"] as const).flatMap((operation) => {
    const speed = mebibytesPerSecond[operation];
    if (speed >= least) return [];
    return [
      `${operation} of ${mebibytes} MiB runs at ${speed.toFixed(1)} MiB/s, expected at least ${least.toFixed(1)}`,
    ];
  });
}

function memoryViolations({ mebibytes, memoryMebibytes }: Size, smallest: Size): string[] {
  const most = smallest.memoryMebibytes.peak + GROWTH_MEBIBYTES;
  if (memoryMebibytes.peak <= most) return [];
  return [
    `a file of ${mebibytes} MiB takes ${memoryMebibytes.peak.toFixed(1)} MiB of memory, expected at most ${most.toFixed(1)}`,
  ];
}
