/** Content that a store does not have, or has with other bytes. */
export class ContentError extends Error {
  override readonly name = "ContentError";

  constructor(
    readonly digest: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`content ${digest}: ${reason}`, options);
  }
}
