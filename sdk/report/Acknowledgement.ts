/**
 * A seat holder's word that it has a hand-over in full: ciphertext, key and salt, opened and found to be what the leaf
 * claims. It is for one leaf, ciphertext and key commitment: two ciphertexts of one leaf are two hand-overs.
 */
export interface Acknowledgement {
  /** The seat that the supernode held in `epoch`. */
  readonly seat: number;
  /** The epoch in which it had everything. */
  readonly epoch: bigint;
}
