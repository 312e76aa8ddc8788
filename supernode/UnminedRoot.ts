import { Refusal } from "./Refusal.js";

/**
 * The refusal of a hand-over whose root is not on this supernode's chain: for now, since its node can be a block behind the
 * submitter's, or the block can have been replaced.
 */
export class UnminedRoot extends Refusal {}
