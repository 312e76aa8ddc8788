import type { PatternSignatures } from "./PatternSignatures.js";

/** The list entry for a host: its own, or that of the nearest domain above it; undefined when none is listed. */
export function hostSignature(
  { hosts }: PatternSignatures,
  host: string,
): PatternSignatures["hosts"][number] | undefined {
  // A trailing dot names the same host.
  const labels = host.toLowerCase().replace(/\.$/, "").split(".");
  for (let start = 0; start < labels.length; start++) {
    const domain = labels.slice(start).join(".");
    const signature = hosts.find((entry) => entry.host === domain);
    if (signature !== undefined) return signature;
  }
  return undefined;
}
