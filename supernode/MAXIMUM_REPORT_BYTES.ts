import { MAXIMUM_BULLETIN_BYTES } from "./MAXIMUM_BULLETIN_BYTES.js";

/**
 * The largest report that is read: none that supernodes build from bulletins can be larger. A content is in it only when a quorum
 * has acknowledged it, more than two thirds of the seats, each by a line of its bulletin that is longer than the content's verdict
 * and reward. So all of these fit into the bulletins of all seats divided by the quorum, less than one and a half.
 */
export const MAXIMUM_REPORT_BYTES = 1.5 * MAXIMUM_BULLETIN_BYTES;
