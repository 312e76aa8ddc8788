/** The longest line of a bulletin that supernodes read: some thirty times one with three engines and a proof of 17. */
export const MAXIMUM_EXAMINATION_BYTES = 64 * 1024;
