import { SimilarityIndex } from "./SimilarityIndex.js";

/**
 * Puts near-duplicates together. In one pass over `digests`, which are in order of priority, each digest joins the
 * nearest head of a cluster (of equally near ones the earliest) within `scoringRule.nearDistance`, or becomes a head
 * itself. A content without a digest (`null`: too short or too uniform, or a URL) is a cluster of its own.
 *
 * Members are compared with heads only: a chain of small steps cannot drag far contents into one cluster. See
 * `SimilarityIndex` for what bounds the work: two seconds for 100,000 different digests, fifteen when they are made
 * to fill the index.
 *
 * @param digests TLSH digests of one kind of content, which must all differ in content
 * @returns for each digest the position of its head in `digests`; a head's own position for itself
 * @throws {InvalidArgumentError} for a malformed digest
 */
export function clusterSamples(digests: readonly (string | null)[]): Int32Array {
  const clusters = new Int32Array(digests.length);
  const index = new SimilarityIndex(digests.length);
  const heads: number[] = [];

  digests.forEach((digest, position) => {
    clusters[position] = position;
    if (digest === null) return;
    const head = index.nearest(digest);
    if (head === null) {
      index.add(digest);
      heads.push(position);
    } else {
      clusters[position] = heads[head.index] ?? position;
    }
  });
  return clusters;
}
