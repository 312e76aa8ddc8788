/** An encrypted file that cannot be trusted: of another form, cut, changed, or of another key. Nothing was released. */
export class DecryptionError extends Error {
  override readonly name = "DecryptionError";

  constructor(
    readonly path: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`${path}: ${reason}; nothing was written`, options);
  }
}
