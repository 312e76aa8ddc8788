/**
 * Values of a policy byte: FIRST traffic light protocol 2.0 in bits 0 to 2, in ascending strictness, and in bit 3 the
 * submitter's wish that nothing be sold. Combine with `|`.
 */
export const Policy = { CLEAR: 0n, GREEN: 1n, AMBER: 2n, AMBER_STRICT: 3n, RED: 4n, NO_RESALE: 8n } as const;
