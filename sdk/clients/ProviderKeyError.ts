import { compressedKey } from "../keys/compressedKey.js";
import type { PublicKey } from "../types/PublicKey.js";

/** An order is for another encryption key of its provider: masked with this one, the content key would be a wrong one. */
export class ProviderKeyError extends Error {
  override readonly name = "ProviderKeyError";

  /**
   * @param given public half of the key that was to deliver
   * @param expected of the order
   */
  constructor(
    readonly given: PublicKey,
    readonly expected: PublicKey,
  ) {
    super(
      `the encryption key is ${compressedKey(given)}, and the order is for ${compressedKey(expected)}: what it masks would be ` +
        "a wrong key, which costs twice the price; deliver with the key that was registered when the order was made",
    );
  }
}
