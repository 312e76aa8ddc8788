import type { Sample } from "../types/Sample.js";
import { doubleHash } from "./doubleHash.js";

const SAMPLE = "tuple(address submitter, uint8 kind, bytes32 contentHash, bytes32 possession, uint8 policy)";

/** The leaf of a sample in a submission tree; `SampleRegistry.leafOf`. */
export function sampleLeaf(sample: Sample): string {
  return doubleHash([SAMPLE], [sample]);
}
