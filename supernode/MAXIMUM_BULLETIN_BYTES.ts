/**
 * The largest bulletin that supernodes read, without its envelope: some 118,000 examinations. Each bulletin of an epoch is fetched,
 * hashed and read by all, so that this bounds what one seat can cost the others.
 */
export const MAXIMUM_BULLETIN_BYTES = 256 * 1024 * 1024;
