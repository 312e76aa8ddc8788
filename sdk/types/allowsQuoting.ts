import { Policy } from "./Policy.js";

/** Policy without the wish that nothing be sold, which says nothing of who may be told. */
function labelOf(policy: bigint): bigint {
  return policy & ~Policy.NO_RESALE;
}

/**
 * Whether a part of a content, such as a URL, may stand in messages, which end in terminals, logs and reports of errors. From AMBER
 * on a content is for those alone who need to know; an unknown bit forbids it too.
 */
export function allowsQuoting(policy: bigint): boolean {
  return policy >= 0n && labelOf(policy) <= Policy.GREEN;
}
