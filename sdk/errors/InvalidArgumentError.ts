/** A value that no function of the protocol could use. Secrets are never part of the message. */
export class InvalidArgumentError extends Error {
  override readonly name = "InvalidArgumentError";

  /**
   * @param argument what is wrong, by name
   * @param actual the value as it may be shown
   * @param expected the limit that it breaks
   */
  constructor(
    readonly argument: string,
    readonly actual: string,
    readonly expected: string,
  ) {
    super(`${argument} is ${actual}, expected ${expected}`);
  }
}
