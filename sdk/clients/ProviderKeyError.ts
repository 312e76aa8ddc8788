/** An order is for another encryption key of its provider: masked with this one, the content key would be a wrong one. */
export class ProviderKeyError extends Error {
  override readonly name = "ProviderKeyError";

  /**
   * @param given compressed public half of the key that was to deliver
   * @param expected of the order, compressed
   */
  constructor(
    readonly given: string,
    readonly expected: string,
  ) {
    super(
      `the encryption key is ${given}, and the order is for ${expected}: what it masks would be ` +
        "a wrong key, which costs twice the price; deliver with the key that was registered when the order was made",
    );
  }
}
