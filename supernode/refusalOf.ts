import { InvalidContentError } from "../engines/formats/InvalidContentError.js";
import { contentKey } from "../sdk/report/contentKey.js";
import { allowsQuoting } from "../sdk/types/allowsQuoting.js";
import { Kind } from "../sdk/types/Kind.js";
import type { Sample } from "../sdk/types/Sample.js";
import { Refusal } from "./Refusal.js";

/**
 * The refusal of a sample for what a check threw. What is wrong with a content is said by quoting it: where its policy forbids that,
 * the content's key stands for it, and nothing of the error is kept.
 */
export function refusalOf({ kind, contentHash, policy }: Sample, error: Error): Refusal {
  if (error instanceof Refusal) return error;
  if (!(error instanceof InvalidContentError) || allowsQuoting(policy)) {
    return new Refusal(error.message, { cause: error });
  }
  const name = Object.entries(Kind).find(([, value]) => value === kind)?.[0] ?? String(kind);
  return new Refusal(
    `Not to be submitted as ${name}: content ${contentKey(kind, contentHash)}, which its traffic light label keeps from being shown`,
  );
}
