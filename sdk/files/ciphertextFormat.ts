/**
 * An encrypted file, version 1:
 *
 *     bytes 0 to 3    "VMAP"
 *     byte 4          01, the version
 *     bytes 5 to 16   nonce of AES-256-GCM (NIST SP 800-38D), random
 *     then            ciphertext, as long as the plaintext
 *     last 16 bytes   tag, which also covers bytes 0 to 16
 */
export const ciphertextFormat = {
  magic: Buffer.from("VMAP\u0001", "latin1"),
  nonceBytes: 12,
  headerBytes: 17,
  tagBytes: 16,
  /** Most plaintext under one nonce: 2^32 - 2 blocks. */
  plaintextBytesMaximum: (2 ** 32 - 2) * 16,
} as const;
