import type { Verdict } from "../types/Verdict.js";
import { doubleHash } from "./doubleHash.js";

const VERDICT =
  "tuple(uint8 kind, bytes32 contentHash, uint8 category, uint32 score, uint96 reward, address submitter, " +
  "uint16 detections, uint16 engines, uint8 policy, bytes32 labelsHash, bytes32 ciphertextCid, bytes32 keyCommitment)";

/** The leaf of a verdict in a report's verdict tree; `Verdicts.leaf`. */
export function verdictLeaf(verdict: Verdict): string {
  return doubleHash([VERDICT], [verdict]);
}
