/** A wrapped key that does not open: of another version, for another recipient or content, or changed on its way. */
export class KeyEnvelopeError extends Error {
  override readonly name = "KeyEnvelopeError";
}
