/** The largest content that supernodes take. */
export const MAXIMUM_CONTENT_BYTES = 512 * 1024 * 1024;
