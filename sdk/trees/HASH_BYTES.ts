/** A hash in a row of bytes, as the trees keep their nodes. */
export const HASH_BYTES = 32;
