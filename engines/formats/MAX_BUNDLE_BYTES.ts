/** Largest STIX bundle: it is read whole. */
export const MAX_BUNDLE_BYTES = 1 << 24; // 16 MiB
