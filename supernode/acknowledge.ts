import type { SystemContracts } from "../sdk/deployment/SystemContracts.js";
import type { Examination } from "./Examination.js";
import type { HandOverClaims } from "./HandOverClaims.js";
import { Refusal } from "./Refusal.js";
import { requireRoot } from "./requireRoot.js";
import type { SubmissionTimes } from "./SubmissionTimes.js";
import type { Supernode } from "./Supernode.js";

/**
 * Acknowledges a hand-over of a leaf, ciphertext and key that the supernode has examined under another root: bytes, key and
 * possession are the same, so that nothing is fetched or scanned again. Each root is told beside the others, and the earliest
 * counts, so that who repeats a hand-over takes nothing from it (R1).
 *
 * @param known the same sample, ciphertext and key commitment
 */
export async function acknowledge(
  system: Pick<SystemContracts, "clock">,
  node: Pick<Supernode, "examinations">,
  claimed: HandOverClaims,
  known: Examination,
  times: SubmissionTimes,
): Promise<Examination | Refusal> {
  try {
    const { claims } = await requireRoot(times, claimed);
    const examination = { ...known, claims, acknowledgedIn: await system.clock.currentEpoch() };
    node.examinations.push(examination);
    return examination;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
