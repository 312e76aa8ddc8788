const KIBIBYTES = 1_024;

/** The most memory that this process has held so far, in MiB: what the system counts as resident. */
export function peakMebibytes(): number {
  return process.resourceUsage().maxRSS / KIBIBYTES;
}
