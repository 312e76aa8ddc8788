import type { HandOverClaims } from "./HandOverClaims.js";

/**
 * The identity of a hand-over, as a key of maps: leaf, sender and root, ciphertext and key commitment, in one spelling. Two
 * with different keys are two, and neither takes anything from the other (R1): anyone may copy public claims under a root of
 * his own.
 *
 * The proof is no part of it. In a tree that has a leaf several times it has several, and all say the same.
 */
export function handOverKey({ sample, aggregator, root, ciphertextCid, keyCommitment }: HandOverClaims): string {
  const { submitter, kind, contentHash, possession, policy } = sample;
  const leaf = [submitter, kind, contentHash, possession, policy];
  return [...leaf, aggregator, root, ciphertextCid, keyCommitment].join(":").toLowerCase();
}
