import { KeyUnwrapper } from "./KeyUnwrapper.js";

/**
 * Opens one envelope of `KeyWrapper` with the recipient's private key and returns the content key. `KeyUnwrapper` opens many.
 *
 * @param leaf hash of the sample, see `sampleLeaf`
 * @throws {KeyEnvelopeError} when it is malformed, was changed, or is for another recipient or leaf
 */
export function unwrapKey(envelope: string, privateKey: string, leaf: string): string {
  return new KeyUnwrapper(privateKey).unwrap(envelope, leaf);
}
