import { sampleLeaf } from "../sdk/trees/sampleLeaf.js";
import { verifyProof } from "../sdk/trees/verifyProof.js";
import { claimsSchema } from "./claimsSchema.js";
import type { HandOverClaims } from "./HandOverClaims.js";
import { Refusal } from "./Refusal.js";
import type { SubmissionTimes } from "./SubmissionTimes.js";
import { UnminedRoot } from "./UnminedRoot.js";

/**
 * Checks that the leaf of a hand-over is under a root on chain: what whoever announces it claims, whatever the content.
 *
 * @returns the claims in one spelling, and the leaf
 * @throws {Refusal} naming what does not hold
 * @throws {UnminedRoot} when that is only the root, which can still be mined
 */
export async function requireRoot(
  times: SubmissionTimes,
  claims: HandOverClaims,
): Promise<{ claims: HandOverClaims; leaf: string }> {
  const { data, error } = claimsSchema.safeParse(claims);
  if (data === undefined) throw new Refusal(`its claims are malformed: ${error.message}`);
  const { sample, aggregator, root, proof } = data;
  const leaf = sampleLeaf(sample);
  if (!verifyProof(root, leaf, proof)) throw new Refusal("its leaf is not in its root");
  if ((await times.of(aggregator, root)) === 0n) {
    throw new UnminedRoot(`${aggregator} has not submitted its root ${root}`);
  }
  return { claims: data, leaf };
}
