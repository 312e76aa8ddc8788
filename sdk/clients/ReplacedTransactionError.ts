/** Another transaction used the nonce of one that was sent. What ethers throws then names the other one only. */
export class ReplacedTransactionError extends Error {
  override readonly name = "ReplacedTransactionError";

  /**
   * @param hash of the transaction that was sent
   * @param replacement hash of the other one, which is mined
   * @param reason what the other one does: the same at another fee, nothing, or something else
   */
  constructor(
    readonly hash: string,
    readonly replacement: string,
    reason: "repriced" | "cancelled" | "replaced",
    options?: ErrorOptions,
  ) {
    super(`transaction ${hash} was ${reason} by ${replacement}, sent with the same nonce`, options);
  }
}
