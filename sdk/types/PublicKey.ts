/** A point of secp256k1 in affine coordinates. `PublicKey` of libraries/KeyExchange.sol. */
export interface PublicKey {
  readonly x: bigint;
  readonly y: bigint;
}
