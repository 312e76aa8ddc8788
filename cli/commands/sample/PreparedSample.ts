import type { Sample } from "../../../sdk/types/Sample.js";

/** What a submitter must keep of one sample until it is handed over. Key and salt are secrets. */
export interface PreparedSample {
  /** The file's path within the folder that the user named, or as he named it; it never leaves this machine. */
  readonly name: string;
  readonly sample: Sample;
  readonly salt: string;
  readonly key: string;
  readonly keyCommitment: string;
  readonly ciphertextCid: string;
}
