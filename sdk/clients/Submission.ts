import type { EncryptedFile } from "../files/EncryptedFile.js";
import type { Sample } from "../types/Sample.js";

/** A file made ready to be submitted. The key and the salt are the submitter's secrets until the file is handed over. */
export interface Submission {
  readonly sample: Sample;
  /** What an aggregator is given, and nothing more. */
  readonly leaf: string;
  /** 32 bytes, for whoever checks the proof of possession. */
  readonly salt: string;
  readonly encrypted: EncryptedFile;
}
