/**
 * How much of an announced list is read, so that a list of anybody costs a supernode no more than a large one of a submitter:
 * 10,000 hand-overs to a council of 21 are 75 MB, in lines of 7,500 bytes. Longer submissions are several lists.
 */
export const handOverLimits = {
  /** Of a list, without its header. */
  lines: 10_000,
  lineBytes: 65_536,
  /** Of a list in all. */
  bytes: 256 * 1024 * 1024,
} as const;
