import { InvalidArgumentError } from "../errors/InvalidArgumentError.js";
import type { Kind } from "../types/Kind.js";
import { contentKey } from "./contentKey.js";
import type { ProvenVerdict } from "./ProvenVerdict.js";
import type { ReportFile } from "./ReportFile.js";

/**
 * The verdict of a content, and its proof. The first proof from a file builds the tree, later ones are quick.
 *
 * @throws {InvalidArgumentError} when the content has no verdict in the report
 */
export function proofOfVerdict(file: ReportFile, kind: Kind, contentHash: string): ProvenVerdict {
  const wanted = contentHash.toLowerCase();
  const index = file.verdicts.findIndex((verdict) => verdict.kind === kind && verdict.contentHash === wanted);
  const verdict = file.verdicts[index];
  if (verdict === undefined) {
    throw new InvalidArgumentError("content", contentKey(kind, wanted), `one with a verdict in epoch ${file.epoch}`);
  }
  return { epoch: file.epoch, verdict, proof: file.verdictTree.proof(index) };
}
