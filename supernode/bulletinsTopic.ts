import type { Topic } from "../sdk/stores/Announcements.js";

/** Where the bulletins for the report of `epoch` are announced: nobody has to look at those of other epochs. */
export function bulletinsTopic(epoch: bigint): Topic {
  return `bulletins-${epoch}`;
}
