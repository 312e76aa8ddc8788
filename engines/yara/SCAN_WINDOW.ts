/**
 * How YARA engines see a file: in windows of `bytes`, each beginning with the last `overlapBytes` of the one before.
 * A match of at most `overlapBytes` bytes lies whole in one window at least, wherever it is in the file.
 */
export const SCAN_WINDOW = {
  bytes: 1 << 20, // 1 MiB
  overlapBytes: 1 << 12, // 4 KiB
} as const;
