import type { Campaign } from "./Campaign.js";
import type { HandlerCount } from "./HandlerCount.js";

/**
 * Sums up all campaigns, for the functions that the handlers offer and for any other that was called. A function that
 * was never called counts zero.
 *
 * @param offered as `VoterHandler.vote`
 */
export function countSuccesses(campaigns: readonly Campaign[], offered: readonly string[]): HandlerCount[] {
  const counts = new Map(offered.map((name) => [name, { calls: 0n, successes: 0n }]));
  for (const [path, { calls, reverts, discards }] of campaigns.flatMap(({ results }) =>
    results.flatMap(({ metrics }) => Object.entries(metrics)),
  )) {
    const name = path.split(":").at(-1) ?? path;
    const before = counts.get(name) ?? { calls: 0n, successes: 0n };
    // A handler that has nothing to do reverts.
    const successes = before.successes + calls - reverts - discards;
    counts.set(name, { calls: before.calls + calls, successes });
  }
  return [...counts].map(([name, count]) => ({ name, ...count })).sort((a, b) => (a.name < b.name ? -1 : 1));
}
