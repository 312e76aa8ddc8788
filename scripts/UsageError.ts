/** A program was called wrongly. Thrown before it did anything; the message names what is wrong and what is possible. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
