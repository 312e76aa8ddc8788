/** The longest first line of a bulletin that supernodes read; one that they write has some 500 bytes. */
export const MAXIMUM_ENVELOPE_BYTES = 1_024;
