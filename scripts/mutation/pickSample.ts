import { createHash } from "node:crypto";

/** Some of the items, the same ones for the same seed, evenly spread by their hashes. */
export function pickSample<T extends { readonly id: string }>(items: readonly T[], size: number, seed: string): T[] {
  const rank = ({ id }: T) => createHash("sha256").update(`${seed} ${id}`).digest("hex");
  const ranked = new Map(items.map((item) => [rank(item), item]));
  const chosen = new Set(
    [...ranked]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .slice(0, size)
      .map(([, item]) => item),
  );
  return items.filter((item) => chosen.has(item));
}
